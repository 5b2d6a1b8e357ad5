//! The site as visitors reach it: Debian's nginx before real processes on one database.

mod claims;
mod files;
mod headers;
mod limits;
mod logs;
mod nginx;
mod replaced;
mod tls;
