// What the appraisals of many claims have in common, kept while they are made.
#include "steelyard/claim/memo.h"

#include "steelyard/stats/logistic.h"

namespace steelyard {

template <class Key, class Make>
const CountPrediction& AppraisalMemo::kept_counts(std::map<Key, CountPrediction>& kept,
                                                  const Key& key, long n, const Make& make) {
  const auto found = kept.find(key);
  if (found != kept.end()) return found->second;
  constexpr double most_people = 1e7;  // 80 MB of probabilities; then it begins anew
  people_ += static_cast<double>(n);
  if (people_ > most_people) {
    counts_.clear();
    implied_.clear();
    robust_.clear();
    likelihood_.clear();
    people_ = static_cast<double>(n);
  }
  return kept.emplace(key, make()).first->second;
}

const CountPrediction& AppraisalMemo::counts(const LogitDistribution& logit, long n) {
  return kept_counts(counts_, CountKey{&logit, n}, n, [&] { return predict_counts(logit, n); });
}

const CountPrediction& AppraisalMemo::counts(const ImpliedResponse& implied, long n) {
  return kept_counts(implied_, CountKey{&implied, n}, n, [&] { return predict_counts(implied, n); });
}

const CountPrediction& AppraisalMemo::counts(const LikelihoodCare& care, int df, long n) {
  return kept_counts(likelihood_, std::tuple<const void*, int, long>{&care, df, n}, n,
                     [&] { return predict_counts(care, df, n); });
}

const CountPrediction& AppraisalMemo::robust_counts(const LogitDistribution& logit, long n,
                                                    double weight) {
  return kept_counts(robust_, CountKey{&logit, n}, n, [&] { return robust(counts(logit, n), weight); });
}

const Spread& AppraisalMemo::shares(const LogitDistribution& logit, double tail) {
  const auto found = shares_.find(&logit);
  if (found != shares_.end()) return found->second;
  const Spread spread{expit(logit.quantile(0.5)), expit(logit.quantile(tail)),
                      expit(logit.quantile(1 - tail))};
  return shares_.emplace(&logit, spread).first->second;
}

}  // namespace steelyard
