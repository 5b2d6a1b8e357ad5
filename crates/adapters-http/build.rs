//! Re-embeds the frontend after each build of it.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // Debug builds read it from the disk.
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed=../../frontend/dist");
    }
}
