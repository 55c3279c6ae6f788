// The hierarchical normal model by quadrature over τ, μ and θ.
//
// Given τ all densities are smooth and fall off at both ends, so the trapezoidal rule converges
// exponentially once its step is near the standard deviation of what it integrates.
#include "claim/hierarchical.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "claim/logit_grid.h"
#include "steelyard/stats/logistic.h"

namespace steelyard {

namespace {

constexpr double negligible = -36;  // ln 2e-16: relative densities below this cannot be seen

// Nine nodes for exp(−x²/2) and their weights. Source: abramowitz1964, table 25.10, times √2.
constexpr std::array<double, 5> hermite_nodes{0, 1.0232556637891326, 2.0768479786778302,
                                              3.2054290028564698, 4.5127458633997826};
constexpr std::array<double, 5> hermite_weights{0.40634920634920635, 0.24409750289493911,
                                                0.049916406765217882, 0.0027891413212317693,
                                                2.2345844007746577e-05};

// One study: its likelihood on a grid of its own.
class StudyGrid {
 public:
  StudyGrid(const StudyLikelihood& study, double reach)
      : log_likelihood_(&study.log), centre_(study.centre), sd_(study.sd), step_(0.3 * study.sd) {
    while (at(top_ + 1) > at(top_) && std::abs(logit(top_)) < reach) ++top_;
    while (at(top_ - 1) > at(top_) && std::abs(logit(top_)) < reach) --top_;
    highest_ = at(top_);
    first_ = top_;
    while (at(first_ - 1) - highest_ > negligible && logit(first_) > -reach) --first_;
    for (long i = first_; i <= top_ || (at(i) - highest_ > negligible && logit(i) < reach); ++i)
      likelihood_.push_back(std::exp(at(i) - highest_));
  }

  [[nodiscard]] double sd() const { return sd_; }

  // ln ∫ L(θ) φ((θ − μ)/τ)/τ dθ, relative to the highest likelihood.
  [[nodiscard]] double log_marginal(double mu, double tau) const {
    if (tau < step_) return narrow_kernel(mu, tau);
    constexpr double far = 8.6;  // standard deviations; exp(−far²/2) = 9e-17
    // The trapezoidal rule needs no finer step than what it integrates is wide.
    const double width = tau * sd_ / std::sqrt(tau * tau + sd_ * sd_);
    const auto stride = std::max<std::size_t>(1, static_cast<std::size_t>(0.9 * width / step_));
    const double x = (logit(first_) - mu) / tau, dx = step_ / tau;
    const auto count = static_cast<double>(likelihood_.size());
    const auto from = static_cast<std::size_t>(std::clamp((-far - x) / dx, 0.0, count));
    const auto to = static_cast<std::size_t>(std::clamp((far - x) / dx + 1, 0.0, count));
    const double wide = dx * static_cast<double>(stride);
    const double sum = sum_times_normal(std::span(likelihood_).subspan(from, to - from), stride,
                                        x + static_cast<double>(from) * dx, wide);
    if (!(sum > 0) || more_beyond(mu, tau, sum)) return around_peak(mu, tau);
    return std::log(sum * wide * inverse_root_two_pi);
  }

 private:
  [[nodiscard]] double logit(long i) const { return centre_ + static_cast<double>(i) * step_; }
  [[nodiscard]] double at(long i) const { return (*log_likelihood_)(logit(i)); }

  // The kernel is narrower than the grid and the likelihood smooth beneath it: Gauss–Hermite.
  [[nodiscard]] double narrow_kernel(double mu, double tau) const {
    const double middle = (*log_likelihood_)(mu);
    double sum = hermite_weights[0];
    for (std::size_t i = 1; i < hermite_nodes.size(); ++i) {
      const double lower = (*log_likelihood_)(mu - hermite_nodes[i] * tau) - middle;
      const double upper = (*log_likelihood_)(mu + hermite_nodes[i] * tau) - middle;
      // So steep that the product has its peak beside the kernel's own.
      if (i == 1 && std::abs(upper - lower) > 3) return around_peak(mu, tau);
      sum += hermite_weights[i] * (std::exp(lower) + std::exp(upper));
    }
    return middle - highest_ + std::log(sum);
  }

  [[nodiscard]] double log_product(std::size_t i, double mu, double tau) const {
    const double z = (logit(first_ + static_cast<long>(i)) - mu) / tau;
    return std::log(likelihood_[i]) - z * z / 2;
  }
  // True if the product of likelihood and kernel goes on beyond an end of what is tabulated.
  [[nodiscard]] bool more_beyond(double mu, double tau, double sum) const {
    constexpr double unseen = -30;  // ln 1e-13
    const double least = std::log(sum) + unseen;
    return (mu < logit(first_) && log_product(0, mu, tau) > least) ||
           (mu > logit(first_ + static_cast<long>(likelihood_.size()) - 1) &&
            log_product(likelihood_.size() - 1, mu, tau) > least);
  }

  // Studies that are far apart for the spread assumed: the product peaks between the kernel and the
  // likelihood, where neither is tabulated. Gauss–Hermite around that peak.
  [[nodiscard]] double around_peak(double mu, double tau) const {
    const auto log_product_at = [&](double theta) {
      const double z = (theta - mu) / tau;
      return (*log_likelihood_)(theta) - z * z / 2;
    };
    double low = std::min(mu, logit(top_)), high = std::max(mu, logit(top_)), theta = mu;
    const double h = 0.05 * std::min(sd_, tau);
    double curvature = 1 / (tau * tau);
    constexpr int enough = 60;
    for (int i = 0; i < enough && high - low > h; ++i) {
      const double below = log_product_at(theta - h), here = log_product_at(theta),
                   above = log_product_at(theta + h);
      const double slope = (above - below) / (2 * h);
      (slope > 0 ? low : high) = theta;
      curvature = std::max((2 * here - above - below) / (h * h), 1 / (tau * tau));
      const double move = slope / curvature;
      const bool inside = theta + move > low && theta + move < high;
      theta = inside ? theta + move : (low + high) / 2;
      if (inside && std::abs(move) < h) break;
    }
    const double width = 1 / std::sqrt(curvature), peak = log_product_at(theta);
    double sum = hermite_weights[0];
    for (std::size_t i = 1; i < hermite_nodes.size(); ++i)
      for (const double x : {-hermite_nodes[i], hermite_nodes[i]})
        sum += hermite_weights[i] * std::exp(log_product_at(theta + x * width) - peak + x * x / 2);
    return peak - highest_ + std::log(sum * width / tau);
  }

  const std::function<double(double)>* log_likelihood_;
  double centre_ = 0, sd_ = 1, step_ = 1, highest_ = 0;
  long top_ = 0, first_ = 0;
  std::vector<double> likelihood_;
};

// ∫ over τ in panels that double, ten Gauss–Legendre nodes each. Source: abramowitz1964, table 25.4
struct TauNode {
  double tau = 0, weight = 0;
};
std::vector<TauNode> tau_nodes(double most) {
  constexpr std::array<double, 5> x{0.14887433898163121, 0.43339539412924719, 0.67940956829902440,
                                    0.86506336668898451, 0.97390652851717172};
  constexpr std::array<double, 5> w{0.29552422471475287, 0.26926671930999636, 0.21908636251598204,
                                    0.14945134915058059, 0.066671344308688138};
  std::vector<TauNode> nodes;
  constexpr double first_panel = 0.125;
  for (double from = 0, to = first_panel; from < most; from = to, to *= 2)
    for (std::size_t i = 0; i < x.size(); ++i)
      for (const double sign : {-1.0, 1.0}) {
        const double middle = (from + to) / 2, half = (to - from) / 2;
        nodes.push_back({middle + sign * x[i] * half, w[i] * half});
      }
  std::ranges::sort(nodes, {}, &TauNode::tau);
  return nodes;
}

// Beyond it neither the prior of μ nor a share of people can be told from its limit.
double reach_of(double mu_sd) {
  return std::max(20.0, 9 * mu_sd);
}

// Everything about the model at one τ: ln ∫ p(data, μ | τ) dμ and two densities on the common grid.
struct AtTau {
  double log_evidence = 0;
  std::vector<double> pooled, new_study;
};

class HierarchicalModel {
 public:
  HierarchicalModel(std::span<const StudyLikelihood> studies, double mu_sd) : mu_sd_(mu_sd) {
    const double reach = reach_of(mu_sd);
    double precision = 1 / (mu_sd * mu_sd), sum = 0;
    for (const StudyLikelihood& study : studies) {
      studies_.emplace_back(study, reach);
      const double w = 1 / (study.sd * study.sd);
      precision += w;
      sum += w * study.centre;
    }
    narrowest_ = 1 / std::sqrt(precision);
    centre_ = sum / precision;
  }

  [[nodiscard]] double narrowest() const { return narrowest_; }
  [[nodiscard]] double centre() const { return centre_; }

  [[nodiscard]] AtTau at(double tau, const LogitGrid& grid, bool with_new_study) const {
    double precision = 1 / (mu_sd_ * mu_sd_);
    for (const StudyGrid& study : studies_) precision += 1 / (study.sd() * study.sd() + tau * tau);
    const double sd = 1 / std::sqrt(precision);
    // A kernel far narrower than the posterior of μ hardly moves it; otherwise the step follows it.
    const bool wide_kernel = tau > 0.05 * sd;
    const double step = wide_kernel && with_new_study ? std::min(0.5 * sd, tau) : 0.5 * sd;
    std::vector<double> mu, log_posterior;
    tabulate(tau, step, mu, log_posterior);
    AtTau result;
    const double highest = std::ranges::max(log_posterior);
    double sum = 0;
    for (double& value : log_posterior) {
      value = std::exp(value - highest);
      sum += value;
    }
    result.log_evidence = highest + std::log(sum * step);
    for (double& value : log_posterior) value /= sum;  // now the mass of each node
    LogitGrid own{mu.front(), step, mu.size()};
    const bool too_narrow = sd < grid.step;  // to be sampled: its mass is kept instead
    result.pooled = too_narrow ? deposited(own, log_posterior, grid)
                               : smooth_on(own, log_posterior, grid);
    if (!with_new_study) return result;
    if (std::hypot(sd, tau) < grid.step) {
      result.new_study = result.pooled;
    } else if (wide_kernel) {
      result.new_study = convolved(own, log_posterior, tau, grid);
    } else {
      // Three nodes of the kernel. Source: abramowitz1964, table 25.10
      const double shift = std::numbers::sqrt3 * tau;
      result.new_study.resize(grid.count);
      for (const auto& [move, weight] : {std::pair{-shift, 1.0 / 6}, {0.0, 2.0 / 3}, {shift, 1.0 / 6}}) {
        const LogitGrid moved{own.low + move, step, own.count};
        const std::vector<double> part = smooth_on(moved, log_posterior, grid);
        for (std::size_t i = 0; i < part.size(); ++i) result.new_study[i] += weight * part[i];
      }
    }
    return result;
  }

 private:
  [[nodiscard]] double log_posterior(double mu, double tau) const {
    double value = -0.5 * mu * mu / (mu_sd_ * mu_sd_);
    for (const StudyGrid& study : studies_) value += study.log_marginal(mu, tau);
    return value;
  }

  // The posterior of μ given τ at centre + i·step wherever it can be seen.
  void tabulate(double tau, double step, std::vector<double>& mu,
                std::vector<double>& value) const {
    const auto f = [&](long i) { return log_posterior(centre_ + static_cast<double>(i) * step, tau); };
    long top = 0;
    double highest = f(0);
    for (const long way : {1L, -1L})
      for (double next = f(top + way); next > highest; next = f(top + way)) {
        highest = next;
        top += way;
      }
    std::vector<double> left, right{highest};
    long first = top;
    for (double next = f(top - 1); next - highest > negligible; next = f(first - 1)) {
      left.push_back(next);
      --first;
    }
    for (long i = top + 1;; ++i) {
      const double next = f(i);
      if (next - highest <= negligible) break;
      right.push_back(next);
    }
    value.assign(left.rbegin(), left.rend());
    value.insert(value.end(), right.begin(), right.end());
    for (std::size_t i = 0; i < value.size(); ++i)
      mu.push_back(centre_ + static_cast<double>(first + static_cast<long>(i)) * step);
  }

  std::vector<StudyGrid> studies_;
  double mu_sd_ = 2, narrowest_ = 1, centre_ = 0;
};

double log_half_normal(double tau, double sd) {
  return -0.5 * tau * tau / (sd * sd) - std::log(sd);
}

}  // namespace

std::vector<HierarchicalPosterior> hierarchical(std::span<const StudyLikelihood> studies,
                                                std::span<const double> tau_sds, double mu_sd,
                                                bool with_new_study) {
  const HierarchicalModel model(studies, mu_sd);
  constexpr double prior_reach = 8;  // standard deviations of the half-normal
  const double widest_prior = std::ranges::max(tau_sds);
  // Finer than 0.005 no count of people can show: a share moves by 0.00125 at most.
  const double step = std::clamp(0.5 * model.narrowest(), 0.005, 0.05);
  const auto half = static_cast<long>(std::ceil(reach_of(mu_sd) / step));
  const LogitGrid grid{-static_cast<double>(half) * step, step,
                       static_cast<std::size_t>(2 * half + 1)};
  struct Weighted {
    TauNode node;
    AtTau at;
  };
  std::vector<Weighted> nodes;
  double highest = -HUGE_VAL, highest_weight = -HUGE_VAL;
  for (const TauNode& node : tau_nodes(prior_reach * widest_prior)) {
    nodes.push_back({node, model.at(node.tau, grid, with_new_study)});
    highest = std::max(highest, nodes.back().at.log_evidence);
    // Where even the widest prior leaves nothing, nothing more is computed: beyond the peak alone, for
    // studies far apart have next to no evidence at small τ.
    const double weight = nodes.back().at.log_evidence + log_half_normal(node.tau, widest_prior);
    highest_weight = std::max(highest_weight, weight);
    if (weight - highest_weight < negligible) break;
  }
  std::vector<HierarchicalPosterior> results;
  for (const double sd : tau_sds) {
    HierarchicalPosterior result;
    std::vector<double> pooled(grid.count), new_study(with_new_study ? grid.count : 0);
    double total = 0, tau = 0;
    for (const Weighted& each : nodes) {
      const double weight = each.node.weight * std::exp(each.at.log_evidence - highest +
                                                        log_half_normal(each.node.tau, sd));
      total += weight;
      tau += weight * each.node.tau;
      for (std::size_t i = 0; i < grid.count; ++i) pooled[i] += weight * each.at.pooled[i];
      for (std::size_t i = 0; i < new_study.size(); ++i)
        new_study[i] += weight * each.at.new_study[i];
    }
    result.mean_tau = tau / total;
    result.pooled = distribution(grid, std::move(pooled));
    if (with_new_study) result.new_study = distribution(grid, std::move(new_study));
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace steelyard
