// Location–scale models by maximum likelihood.
#include "steelyard/regression/location_scale.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include "regression/residual_tau2.h"
#include "stats/matrices.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/stats/minimise.h"

namespace steelyard {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

Index at(std::size_t i) {
  return static_cast<Index>(i);
}

// The columns of Z without origin and unit, so that the search sees all directions alike:
// Z = C T with C of unit spread, so α = T⁻¹ a. The first column is the intercept.
struct ScaleDesign {
  MatrixXd C, T_inverse;
};

ScaleDesign standardised(const MatrixXd& Z) {
  ScaleDesign design{Z, MatrixXd::Identity(Z.cols(), Z.cols())};
  for (Index j = 1; j < Z.cols(); ++j) {
    const double mean = Z.col(j).mean();
    const double spread = std::sqrt((Z.col(j).array() - mean).square().mean());
    design.C.col(j) = (Z.col(j).array() - mean) / spread;
    design.T_inverse(j, j) = 1 / spread;
    design.T_inverse(0, j) = -mean / spread;
  }
  return design;
}

class ScaledModel {
 public:
  ScaledModel(Projection& design, const MatrixXd& C, const LocationScaleSettings& settings)
      : design_(&design),
        C_(&C),
        restricted_(settings.restricted),
        link_(settings.link),
        all_(design.variances().size()) {}

  // τ² of each study in units of v₀.
  [[nodiscard]] VectorXd tau2(const VectorXd& a) const {
    const VectorXd linear = product(*C_, a);
    return link_ == ScaleLink::identity ? linear : VectorXd(linear.array().exp());
  }

  // −log-likelihood but for constants, in units of v₀.
  double operator()(const VectorXd& a) {
    const auto u = design_->variances();
    const VectorXd t = tau2(a);
    if (!(t.minCoeff() >= 0)) return std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < all_.size(); ++i) all_[i] = u[i] + t[at(design_->order()[i])];
    design_->factor(all_);
    double twice = design_->log_variances() + design_->q();
    if (restricted_) twice += design_->log_det_xwx();
    return twice / 2;
  }

 private:
  Projection* design_;
  const MatrixXd* C_;
  bool restricted_;
  ScaleLink link_;
  std::vector<double> all_;
};

// Starts and bounds of the search: one τ² for all, and slopes to either side.
struct SearchSpace {
  std::vector<VectorXd> starts;
  VectorXd low, high;
};

SearchSpace of_logarithm(Index q, double t) {
  // τ² from 1e-12 to 1e12 times the smallest variance, and a factor of e^12 for a spread of 1.
  constexpr double widest = 27.6, steepest = 12;
  SearchSpace space{{}, VectorXd::Constant(q, -steepest), VectorXd::Constant(q, steepest)};
  space.low[0] = -widest;
  space.high[0] = std::max(widest, std::log(t + 1) + steepest);
  VectorXd start = VectorXd::Zero(q);
  start[0] = std::log(std::max(t, 0.01));
  space.starts.push_back(start);
  for (Index j = 1; j < q; ++j)
    for (const double slope : {-1.0, 1.0}) {
      space.starts.push_back(start);
      space.starts.back()[j] = slope;
    }
  return space;
}

SearchSpace of_itself(const MatrixXd& C, double t) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  const Index q = C.cols();
  SearchSpace space{{}, VectorXd::Constant(q, -infinite), VectorXd::Constant(q, infinite)};
  space.low[0] = 0;  // the mean of all τ²
  VectorXd start = VectorXd::Zero(q);
  start[0] = std::max(t, 0.01);
  space.starts.push_back(start);
  for (Index j = 1; j < q; ++j)
    for (const double share : {-0.6, 0.6}) {  // of the steepest slope that leaves τ² positive
      space.starts.push_back(start);
      space.starts.back()[j] = share * start[0] / C.col(j).cwiseAbs().maxCoeff();
    }
  return space;
}

// Along the direction in which the likelihood is flattest it stays as high however far one goes: a
// variance runs to 0, or a coefficient to infinity, and there is no top.
bool runs_away(ScaledModel& model, const Minimum& minimum) {
  const SymmetricEigen curvature = symmetric_eigen(minimum.hessian);
  const VectorXd flattest = curvature.vectors.col(0);
  constexpr double as_high = 1e-3;  // a log-likelihood that differs by less tells nothing
  for (const double side : {-1.0, 1.0}) {
    bool rises = false;
    for (const double far : {4.0, 8.0, 16.0, 32.0})
      rises = rises || !(model(minimum.at + side * far * flattest) < minimum.value + as_high);
    if (!rises) return true;
  }
  return false;
}

MatrixXd columns(const MatrixXd& X, const std::vector<std::size_t>& kept) {
  MatrixXd result(X.rows(), at(kept.size()));
  for (std::size_t j = 0; j < kept.size(); ++j) result.col(at(j)) = X.col(at(kept[j]));
  return result;
}

std::vector<Coefficient> coefficients_of(const VectorXd& b, const MatrixXd& covariance,
                                         const std::vector<std::string>& names,
                                         const std::vector<std::size_t>& kept,
                                         const std::optional<double>& df, double level) {
  const double tail = (1 - level) / 2;
  const double quantile = df ? -t_quantile(tail, *df) : -normal_quantile(tail);
  std::vector<Coefficient> result;
  for (std::size_t j = 0; j < kept.size(); ++j) {
    Coefficient c;
    c.name = names[kept[j]];
    c.estimate = b[at(j)];
    c.se = std::sqrt(covariance(at(j), at(j)));
    c.statistic = c.estimate / c.se;
    c.p = df ? t_p(c.statistic, *df) : normal_p(c.statistic);
    c.low = c.estimate - quantile * c.se;
    c.high = c.estimate + quantile * c.se;
    result.push_back(c);
  }
  return result;
}

bool finite_coefficients(const std::vector<Coefficient>& list) {
  return std::ranges::all_of(list, [](const Coefficient& c) {
    return std::isfinite(c.estimate) && std::isfinite(c.p) && c.se > 0 && std::isfinite(c.low) &&
           std::isfinite(c.high);
  });
}

std::optional<CoefficientsTest> test_all(const std::vector<Coefficient>& coefficients,
                                         const MatrixXd& covariance,
                                         const std::optional<double>& df) {
  MixedEffects fit;
  fit.coefficients = coefficients;
  fit.covariance = covariance;
  fit.df = df;
  std::vector<std::size_t> positions;
  for (std::size_t j = 1; j < coefficients.size(); ++j) positions.push_back(j);
  return test_coefficients(fit, positions);
}

// τ² linear in one column: the values at its ends, which are anything from 0 up, make all others between.
MatrixXd between_ends(const VectorXd& z) {
  MatrixXd shares(z.size(), 2);
  shares.col(1) = (z.array() - z.minCoeff()) / (z.maxCoeff() - z.minCoeff());
  shares.col(0) = 1 - shares.col(1).array();
  return shares;
}

// The highest likelihood where τ² may vanish at an end, by the values at both ends.
Minimum lowest_by_ends(ScaledModel& model, double t) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  const VectorXd low = VectorXd::Zero(2), high = VectorXd::Constant(2, infinite);
  const double one = std::max(t, 0.01);
  Minimum best;
  bool first = true;
  for (const auto& [a, b] : {std::pair{1.0, 1.0}, {0.05, 2.0}, {2.0, 0.05}, {0.05, 0.05}}) {
    VectorXd start(2);
    start << a * one, b * one;
    Minimum found = minimise([&](const VectorXd& x) { return model(x); }, start, low, high);
    if (first || (found.converged && (!best.converged || found.value < best.value - 1e-9)))
      best = std::move(found);
    first = false;
  }
  return best;
}

// The lowest of the minima found from several starts.
Minimum lowest(ScaledModel& model, const SearchSpace& space) {
  Minimum best;
  for (std::size_t i = 0; i < space.starts.size(); ++i) {
    Minimum found = minimise([&](const VectorXd& a) { return model(a); }, space.starts[i],
                             space.low, space.high);
    if (i == 0 || (found.value < best.value - 1e-9 && found.converged) ||
        (found.converged && !best.converged))
      best = std::move(found);
  }
  const bool inside = ((best.at - space.low).array() > 1e-6).all() &&
                      ((space.high - best.at).array() > 1e-6).all();
  best.converged = best.converged && inside;
  return best;
}

}  // namespace

std::optional<LocationScale> fit_location_scale(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v,
                                                const MatrixXd& X,
                                                const std::vector<std::string>& x_names,
                                                const MatrixXd& Z,
                                                const std::vector<std::string>& z_names,
                                                const LocationScaleSettings& settings,
                                                std::string& why) {
  const auto x_kept = independent_columns(X), z_kept = independent_columns(Z);
  const auto k = static_cast<int>(y.size()), p = static_cast<int>(x_kept.size()),
             q = static_cast<int>(z_kept.size());
  if (q < 2) {
    why = "no column of the scale differs between the studies";
    return std::nullopt;
  }
  if (k <= p + q) {
    why = "the model has as many coefficients as there are studies, or more";
    return std::nullopt;
  }
  LocationScale fit;
  for (std::size_t j = 0; j < x_names.size(); ++j)
    if (std::ranges::find(x_kept, j) == x_kept.end()) fit.redundant.push_back(x_names[j]);
  for (std::size_t j = 0; j < z_names.size(); ++j)
    if (std::ranges::find(z_kept, j) == z_kept.end()) fit.redundant.push_back(z_names[j]);
  Projection design(y, v, columns(X, x_kept));
  const auto kind = settings.restricted ? Likelihood::restricted : Likelihood::full;
  const auto t = highest_likelihood(design, kind);
  if (!t) {
    why = "the effects are too far apart for their variances";
    return std::nullopt;
  }
  const ScaleDesign scale = standardised(columns(Z, z_kept));
  const bool identity = settings.link == ScaleLink::identity;
  ScaledModel inner(design, scale.C, settings);
  Minimum minimum = lowest(inner, identity ? of_itself(scale.C, *t) : of_logarithm(q, *t));
  const Cholesky hessian(minimum.hessian);
  const bool inside = minimum.converged && hessian.positive() && (identity || !runs_away(inner, minimum));
  const MatrixXd ends = between_ends(scale.C.col(1));
  ScaledModel by_ends(design, ends, settings);
  if (!inside && identity && q == 2) {
    minimum = lowest_by_ends(by_ends, *t);
    fit.on_border = minimum.converged && minimum.at.minCoeff() == 0;
  }
  if (!inside && !fit.on_border) {
    why = identity && q > 2
              ? "the likelihood is highest where the variance between studies vanishes for some studies; such a "
                "border is followed with one column of the scale only"
              : "the likelihood has no highest point: at some values of the scale columns the variance "
                "between studies vanishes or grows without end";
    return std::nullopt;
  }
  ScaledModel& model = fit.on_border ? by_ends : inner;
  // What is constant: the single-τ² model, and the terms without α.
  design.factor(*t);
  double alone = design.log_variances() + design.q();
  if (settings.restricted) alone += design.log_det_xwx();
  const double unit = std::log(design.unit()), two_pi = std::log(2 * std::numbers::pi);
  const std::vector<double> ones(static_cast<std::size_t>(k), 1);
  design.factor(ones);
  const double xx = design.log_det_xwx();
  fit.log_likelihood =
      -(settings.restricted ? (k - p) * (two_pi + unit) - xx : k * (two_pi + unit)) / 2 -
      minimum.value;
  constexpr double rounding = 1e-10;
  fit.lr = alone - 2 * minimum.value;
  if (fit.lr < rounding) fit.lr = 0;
  fit.lr_df = q - 1;
  if (!fit.on_border) fit.lr_p = chi_squared_upper(fit.lr, fit.lr_df);
  model(minimum.at);  // leaves the design factored there
  fit.tau2 = model.tau2(minimum.at).array() * design.unit();
  if (settings.t) {
    fit.location_df = k - p;
    fit.scale_df = k - q;
  }
  const MatrixXd B = design.covariance_root();
  fit.location_covariance = transposed_product(B, B);
  fit.location = coefficients_of(design.coefficients(), fit.location_covariance, x_names, x_kept,
                                 fit.location_df, settings.level);
  fit.location_test = test_all(fit.location, fit.location_covariance, fit.location_df);
  if (fit.on_border) {
    const VectorXd column = Z.col(at(z_kept[1]));
    const double lowest_z = column.minCoeff(), range = column.maxCoeff() - lowest_z;
    Coefficient intercept, slope;
    intercept.name = z_names[z_kept[0]];
    slope.name = z_names[z_kept[1]];
    slope.estimate = (minimum.at[1] - minimum.at[0]) * design.unit() / range;
    intercept.estimate = minimum.at[0] * design.unit() - slope.estimate * lowest_z;
    fit.scale = {intercept, slope};
    if (std::isfinite(slope.estimate) && std::isfinite(intercept.estimate) && finite_coefficients(fit.location)) return fit;
    why = "the coefficients have no finite standard errors";
    return std::nullopt;
  }
  VectorXd alpha = product(scale.T_inverse, minimum.at);
  fit.scale_covariance = product(product(scale.T_inverse, hessian.inverse()),
                                 MatrixXd(scale.T_inverse.transpose()));
  if (identity) {
    alpha *= design.unit();
    fit.scale_covariance *= design.unit() * design.unit();
  } else {
    alpha[0] += unit;
  }
  fit.scale =
      coefficients_of(alpha, fit.scale_covariance, z_names, z_kept, fit.scale_df, settings.level);
  fit.scale_test = test_all(fit.scale, fit.scale_covariance, fit.scale_df);
  if (finite_coefficients(fit.location) && finite_coefficients(fit.scale)) return fit;
  why = "the coefficients have no finite standard errors";
  return std::nullopt;
}

}  // namespace steelyard
