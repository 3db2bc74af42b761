"""Shapes of the answers: types for the checker, JSON Schemas for OpenAPI, from one definition."""
