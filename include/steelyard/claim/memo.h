/// What the appraisals of many claims have in common, kept while they are made.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>

#include "steelyard/claim/appraisal.h"

namespace steelyard {

/// Predicted counts by distribution and group size, the controlled comparison by evidence and
/// baseline, naive comparisons by claimed count. Results are those without it, to the last bit.
///
/// Keys are addresses: what the claims are set against must stay where it is as long as this lives.
/// One object belongs to one thread.
class AppraisalMemo {
 public:
  const CountPrediction& counts(const LogitDistribution& logit, long n);
  const CountPrediction& counts(const ImpliedResponse& implied, long n);
  const CountPrediction& counts(const LikelihoodCare& care, int df, long n);
  /// Counts with a weight on "past trials do not apply".
  const CountPrediction& robust_counts(const LogitDistribution& logit, long n, double weight);
  /// Median and limits as shares of people; a distribution is always asked for with the same tail.
  const Spread& shares(const LogitDistribution& logit, double tail);
  /// `make` is called where the answer is not kept yet.
  template <class Make>
  const NaiveComparison& naive(const ResponseModel& model, long claimed, long n, const Make& make) {
    auto& kept = naive_[{&model, claimed, n}];
    if (!kept) kept = make();
    return *kept;
  }
  template <class Make>
  const std::optional<ControlledEvidence>& controlled(const LinkedEvidence& linked,
                                                      const Expectation* first,
                                                      ClaimedDirection direction,
                                                      const ImportantDifference& important,
                                                      const Make& make) {
    auto& kept = controlled_[{&linked, first, direction, important.benefit_per_1000,
                              important.harm_per_1000}];
    if (!kept) kept.emplace(make());
    return *kept;
  }

 private:
  using CountKey = std::pair<const void*, long>;
  template <class Key, class Make>
  const CountPrediction& kept_counts(std::map<Key, CountPrediction>& kept, const Key& key,
                                     const Make& make);
  template <class Nodes>
  CountPrediction made_counts(const void* of, int df, const Nodes& nodes, long n, int parts,
                              long most_people);
  void make_room(double numbers);

  std::map<CountKey, CountPrediction> counts_, implied_, robust_;
  std::map<std::tuple<const void*, int, long>, CountPrediction> likelihood_;
  /// By what they are of, degrees of freedom, parts of a step and the largest group.
  std::map<std::tuple<const void*, int, int, long>, std::shared_ptr<const CountCurve>> curves_;
  double numbers_ = 0;  ///< in the counts that are kept
  std::map<const void*, Spread> shares_;
  std::map<std::tuple<const void*, long, long>, std::optional<NaiveComparison>> naive_;
  std::map<std::tuple<const void*, const void*, ClaimedDirection, double, double>,
           std::optional<std::optional<ControlledEvidence>>>
      controlled_;
};

/// As appraise() and beside() without it.
Appraisal appraise(const Claim& claim, const ClaimEvidence& evidence, AppraisalMemo& memo);
BesideScenario beside(const Claim& claim, const Scenario& scenario, const Expectation& expectation,
                      std::optional<long> claimed, std::optional<long> n, AppraisalMemo& memo);
std::optional<ControlledEvidence> controlled_evidence(
    const LinkedEvidence& linked, const Outcome& outcome, ClaimedDirection direction,
    const Expectation* first, const std::vector<ImpliedRoute>* implied,
    const std::optional<ComparedCount>& claimed, std::optional<long> n, AppraisalMemo& memo);

}  // namespace steelyard
