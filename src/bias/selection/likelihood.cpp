// The likelihood of a selection model: closed-form where the weight is constant, Gauss–Legendre
// panels at fixed z elsewhere, so that it is a smooth function of all parameters.
#include "bias/selection/likelihood.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <tuple>
#include <utility>

#include "steelyard/stats/distributions.h"
#include "steelyard/stats/limits.h"

namespace steelyard {

namespace {

struct Legendre {
  std::vector<double> nodes, weights;  // on [−1, 1]
};

constexpr double full_p = 9;  // P is 1 below −9, to the last bit
constexpr double p_is_one = -60;

// Roots of the Legendre polynomial of degree n by Newton's method. Source: golub1969 (rule)
Legendre legendre(int n) {
  Legendre rule;
  for (int i = 0; i < n; ++i) {
    double x = std::cos(std::numbers::pi * (i + 0.75) / (n + 0.5)), slope = 1;
    for (int step = 0; step < 20; ++step) {
      double p = 1, before = 0;
      for (int j = 1; j <= n; ++j) {
        const double next = ((2 * j - 1) * x * p - (j - 1) * before) / j;
        before = p;
        p = next;
      }
      slope = n * (x * p - before) / (x * x - 1);
      x -= p / slope;
    }
    rule.nodes.push_back(x);
    rule.weights.push_back(2 / ((1 - x * x) * slope * slope));
  }
  return rule;
}

// P(a < X < b) of the standard normal distribution, from the tail that does not cancel.
double between(double a, double b) {
  if (a >= b) return 0;
  if (a > 0) return normal_cdf(-a) - normal_cdf(-b);
  if (b < 0) return normal_cdf(b) - normal_cdf(a);
  return 1 - normal_cdf(a) - normal_cdf(-b);
}

double log_between(double a, double b) {
  if (a >= b) return -infinity;
  if (b <= 0) return log_between(-b, -a);
  if (a <= 0) return std::log(between(a, b));
  const double upper = normal_log_upper(a);
  return std::isinf(b) ? upper : upper + std::log1p(-std::exp(normal_log_upper(b) - upper));
}

}  // namespace

SelectionLikelihood::SelectionLikelihood(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v,
                                         const SelectionSettings& settings)
    : model_(*settings.model),
      two_sided_(settings.side == SelectionSide::two_sided),
      steps_(settings.steps),
      least_p_(model_.censored),
      most_p_(1 - model_.censored),
      y_(settings.side == SelectionSide::less ? Eigen::ArrayXd(-y) : y),
      v_(v),
      root_v_(v.sqrt()) {
  std::erase(steps_, 1.0);
  if (steps_.size() == 2 && model_.most_steps == 2) {
    least_p_ = steps_[0];
    most_p_ = steps_[1];
    steps_.clear();
  }
  if (!steps_.empty())
    threshold_ = {steps_[0], std::log(steps_[0]), 1 - steps_[0], std::log1p(-steps_[0])};
  lay_out();
  // Beyond the reach the weight of an observed study is the one that its chance to be seen has
  // there.
  const double lowest_z = model_.reach > 0 && !two_sided_ && most_p_ == 1 ? -full_p : -infinity;
  for (Eigen::Index i = 0; i < y_.size(); ++i) {
    const double z = y_[i] / root_v_[i];
    observed_.push_back(point_at(z < lowest_z ? p_is_one : z));
  }
}

SelectionPoint SelectionLikelihood::point_at(double z) const {
  SelectionPoint point;
  point.log_p = two_sided_ ? std::log(2) + normal_log_upper(std::abs(z)) : normal_log_upper(z);
  point.p = std::exp(point.log_p);
  point.interval =
      static_cast<std::size_t>(std::ranges::lower_bound(steps_, point.p) - steps_.begin());
  if (point.p < least_p_ || point.p > most_p_) {
    point.p = std::clamp(point.p, least_p_, most_p_);
    point.q = 1 - point.p;
    point.log_p = std::log(point.p);
    point.log_q = std::log1p(-point.p);
    return point;
  }
  if (two_sided_) {
    point.q = 1 - point.p;
    point.log_q = std::log1p(-point.p);
  } else {
    point.log_q = normal_log_upper(-z);
    point.q = std::exp(point.log_q);
  }
  return point;
}

void SelectionLikelihood::lay_out() {
  // Cut points of z in half the line, where P falls as z rises.
  const auto z_of = [&](double p) { return -normal_quantile(two_sided_ ? p / 2 : p); };
  const double bottom = two_sided_ ? 0 : -infinity;
  std::vector<double> cuts{bottom, infinity};
  for (const double step : steps_) cuts.push_back(z_of(step));
  const double reach = model_.reach;
  double from = bottom, to = infinity;  // the weight varies between these
  if (reach > 0) {
    from = least_p_ > 0 || most_p_ < 1 ? z_of(most_p_) : two_sided_ ? 0 : -full_p;
    to = least_p_ > 0 ? z_of(least_p_) : reach;
    cuts.push_back(from);
    cuts.push_back(to);
    // Panels of length 1 where P falls fastest; from there on P changes the weight ever less.
    for (double z = -7; z<7; z += std::abs(z + 0.5)> 5 ? 2 : 1)
      if (z > from && z < to) cuts.push_back(z);
    for (double z = 7; z < reach; z += 3)
      if (z < to) cuts.push_back(z);
    // Close to p = 1 the weight may be a broken power of z.
    if (two_sided_ && from > 0)
      for (double z = 3 * from; z < 1; z *= 3) cuts.push_back(z);
  }
  std::ranges::sort(cuts);
  static const Legendre rule = legendre(12);
  std::vector<std::pair<double, double>> nodes;  // z, and the length it stands for
  const auto add_node = [&](double z, double size) { nodes.emplace_back(z, size); };
  for (std::size_t c = 0; c + 1 < cuts.size(); ++c) {
    const double low = cuts[c], high = cuts[c + 1];
    if (!(low < high)) continue;
    const double middle = std::isinf(low)    ? high - 1
                          : std::isinf(high) ? low + 1
                                             : (low + high) / 2;
    const bool spared = reach > 0 && !steps_.empty() && point_at(middle).interval == 0;
    const bool varies = reach > 0 && middle > from && middle < to && !spared;
    if (!varies) {
      SelectionPoint point = point_at(middle);
      // Beyond the reach the weight is that of the limit.
      if (reach > 0 && middle >= to && least_p_ == 0) point = point_at(60);
      if (reach > 0 && middle <= from && most_p_ == 1) point = point_at(two_sided_ ? 0 : p_is_one);
      stretches_.push_back({low, high, point});
      if (two_sided_) stretches_.push_back({-high, -low, point});
      continue;
    }
    for (std::size_t n = 0; n < rule.nodes.size(); ++n) {
      const double z = middle + (high - low) / 2 * rule.nodes[n];
      const double weight = (high - low) / 2 * rule.weights[n];
      add_node(z, weight);
      if (two_sided_) add_node(-z, weight);
    }
  }
  std::ranges::sort(nodes);
  node_z_.resize(static_cast<Eigen::Index>(nodes.size()));
  node_size_.resize(node_z_.size());
  for (Eigen::Index n = 0; n < node_z_.size(); ++n) {
    std::tie(node_z_[n], node_size_[n]) = nodes[static_cast<std::size_t>(n)];
    nodes_.push_back(point_at(node_z_[n]));
  }
}

double SelectionLikelihood::log_weight(const SelectionPoint& point,
                                       const Eigen::ArrayXd& delta) const {
  if (model_.reach == 0 || steps_.empty()) return model_.log_weight(point, delta);
  // Above a threshold the weight falls from 1, without a jump.
  return point.interval == 0
             ? 0
             : model_.log_weight(point, delta) - model_.log_weight(threshold_, delta);
}

// log ∫ w φ for one study, whose z is distributed with this mean and standard deviation.
double SelectionLikelihood::log_seen(double mean, double sd,
                                     const std::vector<double>& stretch_weights,
                                     const std::vector<double>& stretch_factors,
                                     const Eigen::ArrayXd& node_weights) const {
  constexpr double smallest = 1e-250;
  const double root_2pi = std::sqrt(2 * std::numbers::pi);
  double sum = 0;
  // Neighbouring stretches share an end, and so its probability.
  double last_end = std::numeric_limits<double>::quiet_NaN(), tail = 0;
  const auto tail_at = [&](double z) {
    if (z != last_end) {
      tail = std::isinf(z) ? 0 : normal_cdf(-std::abs(z - mean) / sd);
      last_end = z;
    }
    return tail;
  };
  for (std::size_t s = 0; s < stretches_.size(); ++s) {
    const Stretch& stretch = stretches_[s];
    if (!(stretch_weights[s] > -infinity) || !(stretch.low < stretch.high)) continue;
    const double below = tail_at(stretch.low), above = tail_at(stretch.high);
    const double inside = stretch.low > mean    ? below - above
                          : stretch.high < mean ? above - below
                                                : 1 - below - above;
    sum += stretch_factors[s] * inside;
  }
  // Nodes where the density is below exp(−72) of its top are left out, unless their weights count.
  const double by_stretches = sum;
  for (const auto& [window, least] : {
           std::pair{12.0, 1e-16 },
           {40.0, 1e-240}
  }) {
    if (nodes_.empty()) break;
    const auto begin = node_z_.data(), end = begin + node_z_.size();
    const auto from = std::lower_bound(begin, end, mean - window * sd) - begin;
    const auto to = std::lower_bound(begin + from, end, mean + window * sd) - begin;
    const auto x = (node_z_.segment(from, to - from) - mean) / sd;
    const auto density = (node_weights.segment(from, to - from) - x.square() / 2).exp();
    sum = by_stretches + (density * node_size_.segment(from, to - from)).sum() / (sd * root_2pi);
    if (sum > least * std::exp(node_weights.maxCoeff())) break;
    sum = 0;
  }
  if (sum > smallest && std::isfinite(sum)) return std::log(sum);
  std::vector<double> logs;
  for (std::size_t s = 0; s < stretches_.size(); ++s)
    logs.push_back(stretch_weights[s] +
                   log_between((stretches_[s].low - mean) / sd, (stretches_[s].high - mean) / sd));
  for (Eigen::Index n = 0; n < node_z_.size(); ++n) {
    const double x = (node_z_[n] - mean) / sd;
    logs.push_back(node_weights[n] - x * x / 2 + std::log(node_size_[n] / (sd * root_2pi)));
  }
  const double largest = *std::ranges::max_element(logs);
  if (!std::isfinite(largest)) return infinity;
  double scaled = 0;
  for (const double one : logs) scaled += std::exp(one - largest);
  return largest + std::log(scaled);
}

double SelectionLikelihood::operator()(double mu, double tau2, const Eigen::ArrayXd& delta) const {
  std::vector<double> stretch_weights;
  stretch_weights.reserve(stretches_.size());
  Eigen::ArrayXd node_weights(node_z_.size());
  for (const Stretch& stretch : stretches_)
    stretch_weights.push_back(log_weight(stretch.point, delta));
  std::vector<double> stretch_factors;
  for (const double weight : stretch_weights) stretch_factors.push_back(std::exp(weight));
  for (Eigen::Index n = 0; n < node_z_.size(); ++n)
    node_weights[n] = log_weight(nodes_[static_cast<std::size_t>(n)], delta);
  double sum = 0;
  for (Eigen::Index i = 0; i < y_.size(); ++i) {
    const double variance = v_[i] + tau2;
    const double off = y_[i] - mu;
    sum += log_weight(observed_[static_cast<std::size_t>(i)], delta) -
           0.5 * std::log(2 * std::numbers::pi * variance) - off / variance * off / 2 -
           log_seen(mu / root_v_[i], std::sqrt(1 + tau2 / v_[i]), stretch_weights, stretch_factors,
                    node_weights);
  }
  return std::isnan(sum) ? -infinity : sum;
}

std::vector<int> SelectionLikelihood::counts() const {
  std::vector<int> found(steps_.size() + 1, 0);
  for (const SelectionPoint& point : observed_) ++found[point.interval];
  return found;
}

double selection_log_likelihood(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v,
                                const SelectionSettings& settings, double mu, double tau2,
                                const Eigen::ArrayXd& delta) {
  const SelectionLikelihood likelihood(y, v, settings);
  return likelihood(settings.side == SelectionSide::less ? -mu : mu, tau2, delta);
}

}  // namespace steelyard
