"""The web kit: forms, CSRF, fragments, errors, assets, filters."""
