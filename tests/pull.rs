//! Pulling: what becomes of answers, what a snapshot keeps, which sums are believed.

#[cfg(feature = "pull")]
mod dialects;
mod engine;
mod intake;
mod merging;
mod profile;
mod proof;
mod sdmx;
#[cfg(feature = "pull")]
mod server;

#[cfg(not(feature = "pull"))]
#[test]
fn a_program_without_pull_says_how_to_build_one_with_it() {
    let said = crate::project::Project::sample().exec("pull");
    said.must_exit(1).stderr_has("cargo build --release --features pull");
}
