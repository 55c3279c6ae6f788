// What the appraisals of many claims have in common, kept while they are made.
#include "steelyard/claim/memo.h"

#include "claim/binomial_mixture.h"
#include "claim/count_curve.h"
#include "steelyard/stats/logistic.h"

namespace steelyard {

// Predictions that were given out are asked for again where they are needed; what else they rest on they own.
void AppraisalMemo::make_room(double numbers) {
  constexpr double most_numbers = 1e7;  // 80 MB; then it begins anew
  numbers_ += numbers;
  if (numbers_ <= most_numbers) return;
  counts_.clear();
  implied_.clear();
  robust_.clear();
  likelihood_.clear();
  curves_.clear();
  numbers_ = numbers;
}

template <class Key, class Make>
const CountPrediction& AppraisalMemo::kept_counts(std::map<Key, CountPrediction>& kept,
                                                  const Key& key, const Make& make) {
  const auto found = kept.find(key);
  if (found != kept.end()) return found->second;
  CountPrediction made = make();
  constexpr double own_numbers = 24;
  make_room(own_numbers + (made.summed ? static_cast<double>(made.n) : 0));
  return kept.emplace(key, std::move(made)).first->second;
}

// The curve of large groups serves all groups of their size class.
template <class Nodes>
CountPrediction AppraisalMemo::made_counts(const void* of, int df, const Nodes& nodes, long n,
                                           int parts, long most_people) {
  if (n <= most_summed) return counted(nodes(), n);
  const std::tuple key{of, df, parts, most_people};
  auto found = curves_.find(key);
  if (found == curves_.end()) {
    auto curve = std::make_shared<const CountCurve>(nodes(), most_people);
    constexpr double numbers_of_a_point = 4;
    make_room(numbers_of_a_point * static_cast<double>(curve->size()));
    found = curves_.emplace(key, std::move(curve)).first;
  }
  return counted(found->second, n);
}

const CountPrediction& AppraisalMemo::counts(const LogitDistribution& logit, long n) {
  return kept_counts(counts_, CountKey{&logit, n}, [&] {
    const SizeClass size = size_class(logit, n);
    return made_counts(&logit, 0, [&] { return count_nodes(logit, size.parts); }, n, size.parts,
                       size.most_people);
  });
}

const CountPrediction& AppraisalMemo::counts(const ImpliedResponse& implied, long n) {
  return kept_counts(implied_, CountKey{&implied, n}, [&] {
    const CountPrediction& rest = counts(implied.treated, n);
    return implied.capped == 0 ? rest : capped(rest, implied.capped);
  });
}

const CountPrediction& AppraisalMemo::counts(const LikelihoodCare& care, int df, long n) {
  return kept_counts(likelihood_, std::tuple<const void*, int, long>{&care, df, n}, [&] {
    const SizeClass size = size_class(care, n);
    return made_counts(&care, df, [&] { return count_nodes(care, df, size.parts); }, n, size.parts,
                       size.most_people);
  });
}

const CountPrediction& AppraisalMemo::robust_counts(const LogitDistribution& logit, long n,
                                                    double weight) {
  return kept_counts(robust_, CountKey{&logit, n}, [&] { return robust(counts(logit, n), weight); });
}

const Spread& AppraisalMemo::shares(const LogitDistribution& logit, double tail) {
  const auto found = shares_.find(&logit);
  if (found != shares_.end()) return found->second;
  const Spread spread{expit(logit.quantile(0.5)), expit(logit.quantile(tail)),
                      expit(logit.quantile(1 - tail))};
  return shares_.emplace(&logit, spread).first->second;
}

}  // namespace steelyard
