//! A connection says no secret, and sends none in plain text.

use briefing::{
    inputs::File,
    pull::profile::{Profile, places},
};

fn variable(name: &str) -> Option<String> {
    match name {
        "PASSWORD" => Some("t0p s3cret".to_owned()),
        "EMPTY" => Some(String::new()),
        "ADBC_PROFILE_PATH" => Some("/etc/adbc:/srv/adbc".to_owned()),
        "HOME" => Some("/home/reader".to_owned()),
        _ => None,
    }
}

fn read(text: &str) -> Result<Profile, String> {
    let file = File::new("/etc/adbc/warehouse.toml", text);
    Profile::read(&file, &variable)
        .map_err(|faults| faults.iter().map(|fault| fault.to_string() + "\n").collect::<String>())
}

fn with_uri(uri: &str) -> Result<Profile, String> {
    read(&format!(
        "profile_version = 1\ndriver = \"/opt/driver.so\"\n[Options]\nuri = \"{uri}\"\n\
         [briefing]\ndialect = \"postgresql\"\n"
    ))
}

#[test]
fn a_secret_goes_over_no_network_in_plain_text() {
    let secret = "{{ env_var(PASSWORD) }}";
    for protected in [
        format!("postgresql://reader:{secret}@db.example/stat?sslmode=verify-full"),
        format!("postgresql://reader:{secret}@db.example/stat?connect_timeout=5&sslmode=require"),
        format!("postgresql://reader:{secret}@127.0.0.1:5432/stat"),
        format!("postgresql://reader:{secret}@[::1]:5432/stat"),
        format!("postgresql://reader:{secret}@/stat?host=/var/run/postgresql"),
        format!("sc://spark.example:443/;token={secret};use_ssl=true"),
        format!("sc://localhost:15002/;token={secret}"),
        "postgresql://reader@db.example/stat".to_owned(),
    ] {
        assert!(with_uri(&protected).is_ok(), "{protected}: {:?}", with_uri(&protected));
    }
    for plain in [
        format!("postgresql://reader:{secret}@db.example/stat"),
        format!("postgresql://reader:{secret}@db.example/stat?sslmode=prefer"),
        format!("postgresql://reader:{secret}@127.0.0.1,db.example/stat"),
        format!("postgresql://reader:{secret}@/stat?host=db.example"),
        format!("postgresql://reader:{secret}@localhost/stat?hostaddr=10.0.0.1"),
        format!("postgresql://reader:{secret}@127.0.0.1.example/stat"),
        format!("sc://spark.example:443/;token={secret}"),
        format!("grpc://user:{secret}@flight.example:32010"),
        "postgresql://reader:written-down@db.example/stat".to_owned(),
        format!("Driver=Dm;Server=dm.example;Pwd={secret}"),
    ] {
        let told = with_uri(&plain).unwrap_err();
        assert!(told.starts_with("error[plain-text]"), "{plain}: {told}");
        assert!(!told.contains("s3cret") && !told.contains("written-down"), "{told}");
    }
}

#[test]
fn an_operator_vouches_for_what_no_address_says() {
    let text = "profile_version = 1\ndriver = \"odbc\"\n[Options]\nuri = \"Driver=Dm;Server=dm.example\"\n\
                password = \"{{ env_var(PASSWORD) }}\"\n[briefing]\ndialect = \"mysql\"\ntransport = \"encrypted\"\n";
    assert!(read(text).is_ok());
    assert!(read(&text.replace("transport = \"encrypted\"\n", "")).is_err());
}

#[test]
fn what_is_wrong_is_told_at_once_and_without_secrets() {
    let text = "profile_version = 2\n[Options]\nuri = \"x://u:{{ env_var(ABSENT) }}@h\"\n\
                token = \"{{ env_var(EMPTY) }}\"\nnote = \"{{ secret }}\"\nlist = [1]\n";
    insta::assert_snapshot!(read(text).unwrap_err(), @r#"
    error[connection-profile]: it is no profile of version 1
      --> /etc/adbc/warehouse.toml
      help: write profile_version = 1
    error[connection-profile]: it names no driver
      --> /etc/adbc/warehouse.toml
      help: write driver = "/…/libadbc_driver_postgresql.so"
    error[connection-profile]: nothing says which SQL the engine reads
      --> /etc/adbc/warehouse.toml
      help: write [briefing] and dialect = "postgresql", "spark" or "mysql"
    error[connection-profile]: the option list is no text or whole number
      --> /etc/adbc/warehouse.toml
      help: write it as a text
    "#);
    let text = text
        .replace("profile_version = 2", "profile_version = 1\ndriver = \"d\"")
        .replace("list = [1]\n", "");
    let text = text + "[briefing]\ndialect = \"spark\"\ntransport = \"encrypted\"\n";
    let told = read(&text).unwrap_err();
    for piece in [
        "error[absent-variable]: the environment has no ABSENT, or an empty one",
        "error[absent-variable]: the environment has no EMPTY, or an empty one",
        "error[connection-profile]: what stands in {{ }} is no variable",
    ] {
        assert!(told.contains(piece), "{told}");
    }
    let broken = read("password = \"written-down\nx").unwrap_err();
    assert!(
        broken.starts_with("error[connection-profile]: no TOML") && !broken.contains("written-down"),
        "{broken}"
    );
}

#[test]
fn no_message_says_a_secret() {
    let profile = with_uri("postgresql://reader:{{ env_var(PASSWORD) }}@127.0.0.1/stat").unwrap();
    let told = profile.hiding("could not connect with postgresql://reader:t0p s3cret@127.0.0.1/stat");
    assert_eq!(told, "could not connect with postgresql://reader:•••@127.0.0.1/stat");
}

#[test]
fn the_folders_of_profiles_are_adbcs() {
    let found =
        places("warehouse", &variable).iter().map(|path| path.display().to_string()).collect::<Vec<_>>();
    assert_eq!(
        found,
        [
            "/etc/adbc/warehouse.toml",
            "/srv/adbc/warehouse.toml",
            "/home/reader/.config/adbc/profiles/warehouse.toml"
        ]
    );
}
