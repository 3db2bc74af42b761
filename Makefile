# Every target works on a fresh clone: what it needs is installed first, once.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help serve test check format bench gates weights fuzz reference lock image-steps clean

PORT ?= 8000
BIN := .venv/bin
# One more worker than two only makes two cores wait for each other; `make test JOBS=0` runs alone.
JOBS ?= 2
SECONDES ?= 300

help: ## Affiche cette aide
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: ## Installe, charge et ouvre Cartoexp sur http://127.0.0.1:8000 (PORT=… pour un autre port)
	@scripts/install.sh run
	@exec $(BIN)/cartoexp serve --port $(PORT)

test: ## Lance tous les tests, sur SQLite et PostGIS, dans Chromium (ARGS=… pour pytest)
	@JOBS=$(JOBS) scripts/test.sh $(ARGS)

check: ## Vérifie style, types, sens des imports et orthographe
	@scripts/check.sh

format: ## Met le code en forme
	@scripts/install.sh dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: ## Mesure les performances et écrit docs/performance.md
	@scripts/install.sh dev
	@scripts/ensure-servers.sh
	@$(BIN)/python -m benchmarks

gates: ## Met à l’épreuve les données et la méthode, et écrit docs/method.md
	@scripts/install.sh dev
	@$(BIN)/cartoexp reference check
	@$(BIN)/python -m gates && $(BIN)/python -m gates fichiers && $(BIN)/cartoexp methode

weights: ## Recherche les poids des comparables (graine fixe, moins d’une heure ; NIVEAU=epci pour un niveau)
	@scripts/install.sh dev
	@$(BIN)/python -m gates poids $(NIVEAU)

fuzz: ## Donne à lire des fichiers abîmés pendant cinq minutes (SECONDES=… pour une autre durée)
	@scripts/install.sh dev
	@$(BIN)/python -m tests.fuzz.lecture --secondes $(SECONDES)

reference: ## Reconstruit data/communes/ depuis les sources et montre que les octets sont les mêmes
	@scripts/reference.sh

lock: ## Refait les verrous de dépendances (ARGS=--upgrade pour les versions les plus récentes)
	@scripts/install.sh dev
	@scripts/lock.sh $(ARGS)

image-steps: ## Rejoue les étapes du Dockerfile dans un dossier vide, sans Docker
	@scripts/check-image-steps.sh

clean: ## Efface ce qui se refait : environnement et caches, jamais la base
	@rm -rf .venv .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache \
		test-results build dist
	@find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
