//! Has the frontend put into the binary anew when it was built anew.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // Debug builds read it from the disk.
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed=../../frontend/dist");
    }
}
