//! What a file of the inputs is for.

/// What a file holds, as the descriptor's `briefing:role` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Observations,
    Indicators,
    Areas,
    Sources,
    Facilities,
    Milestones,
    Challenges,
    Proposals,
    Claims,
    Identities,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 10] = [
        Self::Observations,
        Self::Indicators,
        Self::Areas,
        Self::Sources,
        Self::Facilities,
        Self::Milestones,
        Self::Challenges,
        Self::Proposals,
        Self::Claims,
        Self::Identities,
    ];

    /// The name used in the descriptor.
    pub fn name(self) -> &'static str {
        match self {
            Self::Observations => "observations",
            Self::Indicators => "indicators",
            Self::Areas => "areas",
            Self::Sources => "sources",
            Self::Facilities => "facilities",
            Self::Milestones => "milestones",
            Self::Challenges => "challenges",
            Self::Proposals => "proposals",
            Self::Claims => "claims",
            Self::Identities => "identities",
        }
    }

    /// Whether its files say what the others' codes mean.
    pub fn is_code_list(self) -> bool {
        matches!(self, Self::Indicators | Self::Areas | Self::Sources)
    }

    /// Whether no briefing can do without a file in this role. A register may be left out; a text
    /// that speaks of it will say so.
    pub fn is_indispensable(self) -> bool {
        matches!(self, Self::Observations | Self::Indicators | Self::Areas | Self::Sources)
    }
}
