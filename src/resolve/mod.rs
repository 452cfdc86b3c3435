//! Who is who across the whole archive.
