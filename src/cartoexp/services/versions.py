"""Names under which the database says what it holds."""

REFERENCE = "reference_version"
CATALOGUE = "catalogue_version"
MILLESIME = "millesime"
