//! Tests the site as visitors reach it: Debian's nginx in front of processes with one database.

mod claims;
mod files;
mod headers;
mod limits;
mod logs;
mod nginx;
mod replaced;
mod tls;
