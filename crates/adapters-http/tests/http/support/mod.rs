mod asking;
mod samples;
mod theatre;

pub(crate) use self::{asking::*, samples::*, theatre::*};
