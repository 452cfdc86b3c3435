//! The tantivy index of articles and statements, and the manifest of what was read.
