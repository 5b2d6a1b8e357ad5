use super::{Call, Theatre};
use async_trait::async_trait;
use azionelab_application::{
    houses::{HouseError, Houses, Needs, Rule, TransferRule},
    ports::Clock,
};
use azionelab_domain::{Change, PerformanceId, Transfer, TransferRefusal};

#[async_trait]
impl Houses for Theatre {
    async fn change(&self, of: PerformanceId, rule: Rule) -> Result<Change, HouseError> {
        let now = self.clock.now();
        let mut state = self.state();
        state.answer(Call::Change)?;
        if of != state.performance.id {
            return Err(HouseError::NoSuchHouse);
        }
        if !state.is_as_seen(rule.needs()) {
            return Err(HouseError::EditedMeanwhile);
        }
        let house = state.house(rule.needs(), now);
        let result = rule.decide(&house, now);
        assert_eq!(
            rule.decide(&house, now).ok().as_ref(),
            result.as_ref().ok(),
            "a rule must return the same when it runs again"
        );
        let decision = result.map_err(HouseError::Refused)?;
        if state.is_taken(&decision.change) {
            return Err(HouseError::Collision);
        }
        state.store(&decision, now);
        Ok(decision.change)
    }

    async fn transfer(
        &self,
        from: PerformanceId,
        _: PerformanceId,
        rule: TransferRule,
    ) -> Result<Transfer, HouseError<TransferRefusal>> {
        let now = self.clock.now();
        let mut state = self.state();
        state.answer(Call::Change)?;
        assert_eq!(from, state.performance.id);
        let needs = Needs { reservation: Some(rule.reservation), ..Needs::default() };
        let (house, other) = (state.house(&needs, now), state.other_house());
        let result = rule.decide(&house, &other, now);
        assert_eq!(
            rule.decide(&house, &other, now),
            result,
            "a rule must return the same when it runs again"
        );
        let decision = result.map_err(HouseError::Refused)?;
        state.store_transfer(&decision, now);
        Ok(decision.transfer)
    }

    async fn lapse(&self, _: PerformanceId) -> Result<(), HouseError> {
        unimplemented!("the tests of lapsed holds mock the houses")
    }
}
