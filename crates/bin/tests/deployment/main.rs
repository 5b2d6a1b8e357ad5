//! Tests `infra/nginx` and `infra/backup` with the real programs. `infra/test/nginx` and
//! `infra/test/backup` run these tests, because they need more installed programs.
#![expect(clippy::unwrap_used, reason = "a test fails on any unexpected error")]

#[path = "../end_to_end/ask.rs"]
#[expect(dead_code, reason = "only the other end-to-end tests use all of it")]
mod ask;
#[path = "../end_to_end/company.rs"]
#[expect(dead_code, reason = "only the other end-to-end tests use all of it")]
mod company;
#[path = "../end_to_end/program.rs"]
#[expect(dead_code, reason = "only the other end-to-end tests use all of it")]
mod program;
#[path = "../end_to_end/visitor.rs"]
#[expect(dead_code, reason = "only the other end-to-end tests use all of it")]
mod visitor;

mod backups;
mod behind_nginx;
