//! From files to articles: walking the archive, encodings, and one file per format.
