//! How engines differ in what the portable core is written in.

/// The SQL that an engine reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// PostgreSQL and its kin.
    Postgresql,
    /// Spark, and Sail after it.
    Spark,
    /// MySQL, MariaDB, and those that speak as they do.
    Mysql,
}

impl Dialect {
    pub const ALL: [Self; 3] = [Self::Postgresql, Self::Spark, Self::Mysql];

    /// Its name in a connection profile.
    pub fn name(self) -> &'static str {
        match self {
            Self::Postgresql => "postgresql",
            Self::Spark => "spark",
            Self::Mysql => "mysql",
        }
    }

    /// What stands around a name that is quoted. Quotation marks are text to Spark and MySQL.
    pub fn quote(self) -> char {
        match self {
            Self::Postgresql => '"',
            Self::Spark | Self::Mysql => '`',
        }
    }

    /// Whether `'a' = 'A'` is false. MySQL's usual collations ignore case, and blanks at the end.
    pub fn compares_exactly(self) -> bool {
        self != Self::Mysql
    }

    /// Whether its sums of decimals, where they come as text, have room for any number of digits.
    pub fn has_any_digits(self) -> bool {
        self == Self::Postgresql
    }
}
