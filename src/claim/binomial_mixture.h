// Counts of n people from masses at logits.
#pragma once
#include <memory>
#include <span>
#include <vector>

#include "claim/count_curve.h"
#include "steelyard/claim/likelihood_check.h"
#include "steelyard/claim/standard_care.h"

namespace steelyard {

/// Up to so many people every count is summed; above, the distribution function is integrated where it is asked.
constexpr long most_summed = 256;

/// Groups that are predicted from the same masses.
struct SizeClass {
  int parts = 1;         ///< into which a step is divided, so that the binomial is not missed
  long most_people = 1;  ///< in such a group
  auto operator<=>(const SizeClass&) const = default;
};
/// 1, 2, 3, 4, 6, 8, 12, 16 …: the first that is at least so much.
int rounded_parts(double least);
SizeClass size_class(const LogitDistribution& logit, long n);
SizeClass size_class(const LikelihoodCare& care, long n);

std::vector<LogitMass> count_nodes(const LogitDistribution& logit, int parts);
std::vector<LogitMass> count_nodes(const LikelihoodCare& care, int df, int parts);

CountPrediction counted(std::span<const LogitMass> nodes, long n);
CountPrediction counted(std::shared_ptr<const CountCurve> curve, long n);

/// A share of everything at which everybody responds.
CountPrediction capped(const CountPrediction& rest, double share);

}  // namespace steelyard
