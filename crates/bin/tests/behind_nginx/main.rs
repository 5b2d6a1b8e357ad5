//! The site as visitors reach it: Debian's nginx with the files in `infra/nginx`, before real
//! processes on one database. `infra/test/nginx` runs it.
#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

#[path = "../end_to_end/ask.rs"]
#[expect(dead_code, reason = "the other end-to-end tests ask for more")]
mod ask;
#[path = "../end_to_end/company.rs"]
#[expect(dead_code, reason = "the other end-to-end tests ask for more")]
mod company;
#[path = "../end_to_end/program.rs"]
#[expect(dead_code, reason = "the other end-to-end tests ask for more")]
mod program;
#[path = "../end_to_end/visitor.rs"]
#[expect(dead_code, reason = "the other end-to-end tests ask for more")]
mod visitor;

mod claims;
mod files;
mod headers;
mod limits;
mod logs;
mod nginx;
mod replaced;
mod tls;
