//! A page of results as terminal text, JSON or CSV.
