// Intervals for τ² from the exact distribution of the generalised Q statistic.
#include "pool/moment_q.h"

namespace steelyard {

namespace {

//   P(Q ≥ observed) = α/2 at the lower limit, P(Q ≤ observed) = α/2 at the upper
std::optional<Bounds> with_weights(const Tau2IntervalInput& input, const Eigen::ArrayXd& weights) {
  const MomentQ statistic(input.y, input.v, weights);
  const double tail = (1 - input.level) / 2;
  const auto low = statistic.t_where_probability_is(1 - tail);
  const auto high = statistic.t_where_probability_is(tail);
  if (!low || !high) return std::nullopt;
  return Bounds{*low * statistic.unit(), *high * statistic.unit()};
}

std::optional<Bounds> jackson(const Tau2IntervalInput& input) {
  return with_weights(input, default_moment_weights(input.v));
}

std::optional<Bounds> biggerstaff_jackson(const Tau2IntervalInput& input) {
  return with_weights(input, input.v.inverse());
}

std::optional<Bounds> own_weights(const Tau2IntervalInput& input) {
  return input.weights.size() > 0 ? with_weights(input, input.weights) : jackson(input);
}

}  // namespace

namespace tau2_interval {
extern const Tau2Interval jackson{
    .id = "J",
    .label = "Jackson, generalised Q with weights 1/√v",
    .source = "jackson2013",
    .interval = steelyard::jackson,
};
extern const Tau2Interval biggerstaff_jackson{
    .id = "BJ",
    .label = "Biggerstaff–Jackson, Cochran's Q with weights 1/v",
    .source = "biggerstaff2008",
    .interval = steelyard::biggerstaff_jackson,
};
extern const Tau2Interval generalised_q{
    .id = "GENQ",
    .label = "generalised Q, weights of the analysis or 1/√v",
    .source = "jackson2014",
    .interval = own_weights,
};
}  // namespace tau2_interval

}  // namespace steelyard
