// Permutation tests of a meta-regression and of a pooled effect.
#include "steelyard/regression/permutation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "pool/centred.h"
#include "regression/residual_tau2.h"
#include "stats/matrices.h"
#include "steelyard/stats/random.h"

namespace steelyard {

namespace {

struct Statistics {
  std::vector<double> each;
  double omnibus = 0;
};

// Counts arrangements at least as extreme as the observed one. Equal statistics of different
// arrangements differ by rounding.
class Tally {
 public:
  explicit Tally(Statistics observed)
      : observed_(std::move(observed)), beyond_(observed_.each.size(), 0) {}

  void add(const Statistics& statistics) {
    ++count_;
    for (std::size_t j = 0; j < beyond_.size(); ++j)
      if (reaches(std::abs(statistics.each[j]), std::abs(observed_.each[j]))) ++beyond_[j];
    if (reaches(statistics.omnibus, observed_.omnibus)) ++omnibus_beyond_;
  }

  [[nodiscard]] PermutationTest result(bool exact, double possible) const {
    PermutationTest test{exact, possible, count_, {}, 1};
    for (const std::uint64_t beyond : beyond_) test.p.push_back(share(beyond, exact));
    test.omnibus_p = share(omnibus_beyond_, exact);
    return test;
  }

 private:
  Statistics observed_;
  std::vector<std::uint64_t> beyond_;
  std::uint64_t omnibus_beyond_ = 0, count_ = 0;

  static bool reaches(double value, double observed) {
    constexpr double rounding = 1e-8;
    return value >= observed - rounding * std::max(1.0, observed);
  }
  [[nodiscard]] double share(std::uint64_t beyond, bool exact) const {
    const std::uint64_t observed = exact ? 0 : 1;
    return static_cast<double>(beyond + observed) / static_cast<double>(count_ + observed);
  }
};

double knapp_hartung_scale(CoefficientTest test, double q, double df) {
  if (test == CoefficientTest::knapp_hartung) return q / df;
  return test == CoefficientTest::knapp_hartung_adhoc ? std::max(1.0, q / df) : 1.0;
}

// The statistics of one arrangement, as quickly as they can be had.
class Refit {
 public:
  Refit(Projection& design, const MixedEffectsSettings& settings, const ResidualTau2* tau2)
      : design_(&design), settings_(&settings), tau2_(tau2) {}

  Statistics operator()() {
    double t = settings_->fixed_tau2.value_or(0) / design_->unit();
    if (!settings_->fixed_tau2 && tau2_ != nullptr) t = tau2_->estimate(*design_).value_or(0);
    const double q = design_->q_at(t);
    const double scale = knapp_hartung_scale(settings_->test, q, design_->df());
    const Eigen::VectorXd b = design_->coefficients();
    const Eigen::MatrixXd B = design_->covariance_root();
    Statistics result;
    result.each.resize(static_cast<std::size_t>(b.size()));
    Eigen::VectorXd z(b.size());
    Eigen::MatrixXd unit(B.rows(), B.cols());  // columns of B, each of length one
    for (Eigen::Index j = 0; j < b.size(); ++j) {
      const double se = B.col(j).norm();
      unit.col(j) = B.col(j) / se;
      z[j] = finite(b[j] / (se * std::sqrt(scale)));
      result.each[static_cast<std::size_t>(j)] = z[j];
    }
    const Eigen::Index m = b.size() - 1;  // the intercept is the first
    if (m == 1) {
      result.omnibus = z[1] * z[1];
    } else {
      const Eigen::MatrixXd tested = unit.rightCols(m);
      result.omnibus = finite(inverse_form(transposed_product(tested, tested), z.tail(m)).value);
    }
    return result;
  }

 private:
  Projection* design_;
  const MixedEffectsSettings* settings_;
  const ResidualTau2* tau2_;

  // An exact fit has no standard error under Knapp and Hartung: beyond everything.
  static double finite(double value) { return std::isfinite(value) ? value : 1e300; }
};

// For each row, the first row that equals it.
std::vector<std::size_t> classes_of(const Eigen::MatrixXd& X) {
  std::vector<std::size_t> classes(static_cast<std::size_t>(X.rows()));
  for (Eigen::Index i = 0; i < X.rows(); ++i) {
    Eigen::Index first = 0;
    while (X.row(first) != X.row(i)) ++first;
    classes[static_cast<std::size_t>(i)] = static_cast<std::size_t>(first);
  }
  return classes;
}

double arrangements_of(std::vector<std::size_t> classes) {
  std::ranges::sort(classes);
  double log_count = std::lgamma(static_cast<double>(classes.size()) + 1);
  for (auto from = classes.begin(); from != classes.end();) {
    const auto to = std::upper_bound(from, classes.end(), *from);
    log_count -= std::lgamma(static_cast<double>(to - from) + 1);
    from = to;
  }
  const double count = std::exp(log_count);
  return count < 1e15 ? std::round(count) : count;
}

bool take_all(const PermutationSettings& permutation, double possible) {
  return possible <= (permutation.draws ? static_cast<double>(*permutation.draws) : most_exact);
}

double pooled_statistic(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v,
                        const MixedEffectsSettings& settings) {
  double tau2 = settings.fixed_tau2.value_or(0);
  if (!settings.fixed_tau2 && settings.tau2 != nullptr) tau2 = settings.tau2->estimate(y, v).value;
  const Centred effects(y, v);
  const double t = tau2 / effects.unit();
  const double scale = knapp_hartung_scale(settings.test, effects.q_at(t), effects.k() - 1);
  const double z = effects.estimate_at(t) / (effects.se_at(t) * std::sqrt(scale));
  return std::isfinite(z) ? z : 1e300;
}

}  // namespace

std::optional<PermutationTest> permutation_test(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v,
                                                const Eigen::MatrixXd& X,
                                                const MixedEffectsSettings& settings,
                                                const PermutationSettings& permutation,
                                                std::string& why) {
  std::vector<std::string> names(static_cast<std::size_t>(X.cols()));
  const auto fit = fit_mixed_effects(y, v, X, names, settings, why);
  if (!fit) return std::nullopt;
  if (fit->p < 2) {
    why = "no moderator differs between the studies";
    return std::nullopt;
  }
  Eigen::MatrixXd kept(X.rows(), fit->p);
  for (std::size_t j = 0; j < fit->kept.size(); ++j)
    kept.col(static_cast<Eigen::Index>(j)) = X.col(static_cast<Eigen::Index>(fit->kept[j]));
  const ResidualTau2* tau2 =
      settings.tau2 != nullptr ? find_row(residual_tau2_estimators(), settings.tau2->id) : nullptr;
  Projection design(y, v, kept);
  Refit refit(design, settings, tau2);
  Tally tally(refit());
  std::vector<std::size_t> order = classes_of(kept);
  const double possible = arrangements_of(order);
  const bool exact = take_all(permutation, possible);
  if (exact) {
    std::ranges::sort(order);
    do {
      design.permute(order);
      tally.add(refit());
    } while (std::ranges::next_permutation(order).found);
  } else {
    Random random(permutation.seed);
    const std::uint64_t draws = permutation.draws.value_or(fallback_draws);
    for (std::uint64_t i = 0; i < draws; ++i) {
      random.shuffle(order);
      design.permute(order);
      tally.add(refit());
    }
  }
  return tally.result(exact, possible);
}

std::optional<PermutationTest> sign_flip_test(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v,
                                              const MixedEffectsSettings& settings,
                                              const PermutationSettings& permutation,
                                              std::string& why) {
  if (y.size() < 2) {
    why = "a permutation test needs at least two studies";
    return std::nullopt;
  }
  const auto statistic = [&](const Eigen::ArrayXd& effects) {
    return Statistics{{pooled_statistic(effects, v, settings)}, 0};
  };
  Tally tally(statistic(y));
  const double possible = std::exp2(static_cast<double>(y.size()));
  const bool exact = take_all(permutation, possible);
  Eigen::ArrayXd turned = y;
  if (exact) {
    const auto all = static_cast<std::uint64_t>(possible);
    for (std::uint64_t bits = 0; bits < all; ++bits) {
      for (Eigen::Index i = 0; i < y.size(); ++i)
        turned[i] = (bits >> static_cast<unsigned>(i) & 1U) != 0 ? -y[i] : y[i];
      tally.add(statistic(turned));
    }
  } else {
    Random random(permutation.seed);
    const std::uint64_t draws = permutation.draws.value_or(fallback_draws);
    for (std::uint64_t i = 0; i < draws; ++i) {
      std::uint64_t bits = 0;
      for (Eigen::Index j = 0; j < y.size(); ++j) {
        if (j % 64 == 0) bits = random.bits();
        turned[j] = (bits >> static_cast<unsigned>(j % 64) & 1U) != 0 ? -y[j] : y[j];
      }
      tally.add(statistic(turned));
    }
  }
  return tally.result(exact, possible);
}

}  // namespace steelyard
