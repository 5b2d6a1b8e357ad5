use async_trait::async_trait;
use azionelab_application::ports::{Clock, HouseError, Houses, Rule};
use azionelab_domain::{Change, PerformanceId};

use super::{Call, Theatre};

#[async_trait]
impl Houses for Theatre {
    async fn change(&self, of: PerformanceId, rule: Rule) -> Result<Change, HouseError> {
        let now = self.clock.now();
        let mut state = self.state();
        state.answer(Call::Change)?;
        if of != state.performance.id {
            return Err(HouseError::NoSuchHouse);
        }
        if rule.needs().version.is_some_and(|seen| seen != state.version) {
            return Err(HouseError::EditedMeanwhile);
        }
        let house = state.house(rule.needs(), now);
        let decided = rule.decide(&house, now);
        assert_eq!(rule.decide(&house, now), decided, "a rule may run more than once");
        let decision = decided.map_err(HouseError::Refused)?;
        if state.is_taken(&decision.change) {
            return Err(HouseError::Collision);
        }
        state.store(&decision);
        Ok(decision.change)
    }

    async fn lapse(&self, _: PerformanceId) -> Result<(), HouseError> {
        unimplemented!("the tests of lapsed holds mock the houses")
    }
}
