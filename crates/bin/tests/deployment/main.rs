//! What a site is run with: `infra/nginx` and `infra/backup`, with the real programs. Needs more
//! than other tests do, so `infra/test/nginx` and `infra/test/backup` run it.
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

mod backups;
mod behind_nginx;
