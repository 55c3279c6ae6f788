// One study's likelihood, its random effects integrated out by the trapezoidal rule.
#include "pool/glmm/study_integral.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace steelyard {

namespace {

using Pair = std::array<double, 2>;

// Step in units of the standard deviation at the mode, and largest step of a linear predictor: the
// error is about exp(−2π²/0.6²) for the normal part, and exp(−2πd/0.4) for a count, whose
// likelihood is analytic within d ≥ π/2 of the real line.
constexpr double normal_step = 0.6, predictor_step = 0.4;
constexpr double vanishing = 1e-17;  // of the integrand at its mode

class Integrand {
 public:
  Integrand(const StudyCounts& study, const Loads& loads, const GlmmVector& parameters)
      : study_(study), loads_(loads) {
    for (int q = 0; q < loads.parameters; ++q)
      for (std::size_t j = 0; j < 2; ++j) {
        const Loads::Parameter& each = loads.of[static_cast<std::size_t>(q)];
        const double part = each.load[j] * parameters[q];
        if (each.axis < 0)
          base_[j] += part;
        else
          spread_[j][static_cast<std::size_t>(each.axis)] += part;
      }
  }

  struct At {
    double value = 0;  // Σ ℓ_j − z²/2
    std::array<TermValue, 2> term;
  };

  [[nodiscard]] At at(const Pair& z) const {
    At at;
    at.value = -(z[0] * z[0] + z[1] * z[1]) / 2;
    for (std::size_t j = 0; j < static_cast<std::size_t>(study_.terms); ++j) {
      at.term[j] = study_.term[j].at(base_[j] + spread_[j][0] * z[0] + spread_[j][1] * z[1]);
      at.value += at.term[j].value;
    }
    return at;
  }

  struct Mode {
    Pair z{};
    double value = 0;
    // Columns of the inverse root of the curvature: z = mode + first · w₁ + second · w₂.
    Pair first{1, 0}, second{0, 1};
  };

  // By Newton's method; the integrand is log-concave with curvature at least that of φ.
  [[nodiscard]] Mode mode() const {
    Mode mode;
    At now = at(mode.z);
    double a = 1, b = 0, c = 1;  // minus the Hessian
    constexpr int most_steps = 200;
    for (int i = 0; i < most_steps; ++i) {
      Pair g{-mode.z[0], -mode.z[1]};
      a = 1;
      b = 0;
      c = 1;
      for (std::size_t j = 0; j < 2; ++j) {
        g[0] += now.term[j].slope * spread_[j][0];
        g[1] += now.term[j].slope * spread_[j][1];
        a -= now.term[j].curvature * spread_[j][0] * spread_[j][0];
        b -= now.term[j].curvature * spread_[j][0] * spread_[j][1];
        c -= now.term[j].curvature * spread_[j][1] * spread_[j][1];
      }
      const double determinant = a * c - b * b;
      Pair step{(c * g[0] - b * g[1]) / determinant, (a * g[1] - b * g[0]) / determinant};
      const double decrement = g[0] * step[0] + g[1] * step[1];
      constexpr double near_enough = 1e-4;  // the rule does not need the mode itself
      if (!(decrement > near_enough)) break;
      Pair z{mode.z[0] + step[0], mode.z[1] + step[1]};
      At next = at(z);
      for (int halving = 0; halving < 60 && !(next.value > now.value); ++halving) {
        step = {step[0] / 2, step[1] / 2};
        z = {mode.z[0] + step[0], mode.z[1] + step[1]};
        next = at(z);
      }
      if (!(next.value > now.value)) break;
      mode.z = z;
      now = next;
    }
    mode.value = now.value;
    // Inverse of the transposed Cholesky root of [a b; b c].
    const double l11 = std::sqrt(a), l21 = b / l11, l22 = std::sqrt(std::max(c - l21 * l21, 1e-300));
    mode.first = {1 / l11, 0};
    mode.second = {-l21 / (l11 * l22), 1 / l22};
    return mode;
  }

  // How far the predictors move along a direction.
  [[nodiscard]] double reach(const Pair& direction) const {
    double most = 0;
    for (std::size_t j = 0; j < static_cast<std::size_t>(study_.terms); ++j)
      most = std::max(most, std::abs(spread_[j][0] * direction[0] + spread_[j][1] * direction[1]));
    return most;
  }

  [[nodiscard]] const Loads& loads() const { return loads_; }
  [[nodiscard]] int terms() const { return study_.terms; }

 private:
  const StudyCounts& study_;
  const Loads& loads_;
  Pair base_{};
  std::array<Pair, 2> spread_{};
};

// Moments of the derivatives under the integrand.
class Sums {
 public:
  explicit Sums(const Integrand& f) : f_(f), n_(f.loads().parameters) {}

  void add(const Pair& z, const Integrand::At& at, double weight) {
    std::array<Pair, most_glmm_parameters> D{};  // ∂η_j/∂q
    std::array<double, most_glmm_parameters> s{};
    const auto terms = static_cast<std::size_t>(f_.terms()), n = static_cast<std::size_t>(n_);
    for (std::size_t q = 0; q < n; ++q) {
      const Loads::Parameter& each = f_.loads().of[q];
      const double factor = each.axis < 0 ? 1 : z[static_cast<std::size_t>(each.axis)];
      for (std::size_t j = 0; j < terms; ++j) {
        D[q][j] = each.load[j] * factor;
        s[q] += at.term[j].slope * D[q][j];
      }
    }
    total_ += weight;
    for (std::size_t q = 0; q < n; ++q) {
      g_[q] += weight * s[q];
      for (std::size_t r = 0; r <= q; ++r) {
        double h = s[q] * s[r];
        for (std::size_t j = 0; j < terms; ++j) h += at.term[j].curvature * D[q][j] * D[r][j];
        h_[q][r] += weight * h;
      }
    }
  }

  [[nodiscard]] StudyValue value(double log_factor) const {
    StudyValue value;
    value.log_likelihood = std::log(total_) + log_factor;
    value.gradient.resize(n_);
    value.hessian.resize(n_, n_);
    for (int q = 0; q < n_; ++q) value.gradient[q] = g_[static_cast<std::size_t>(q)] / total_;
    for (int q = 0; q < n_; ++q)
      for (int r = 0; r <= q; ++r) {
        const double h = h_[static_cast<std::size_t>(q)][static_cast<std::size_t>(r)] / total_;
        value.hessian(q, r) = value.hessian(r, q) = h - value.gradient[q] * value.gradient[r];
      }
    return value;
  }

 private:
  const Integrand& f_;
  int n_;
  double total_ = 0;
  std::array<double, most_glmm_parameters> g_{};
  std::array<std::array<double, most_glmm_parameters>, most_glmm_parameters> h_{};
};

double step_along(const Integrand& f, const Pair& direction) {
  const double reach = f.reach(direction);
  return std::min(normal_step, reach > 0 ? predictor_step / reach : normal_step);
}

struct Line {
  double most = 0;   // largest value on the line, relative to the mode
  double where = 0;  // its place
};

// One line of the rule: from `start` outwards both ways, until the integrand, which has one peak
// on a line, vanishes.
Line add_line(const Integrand& f, const Integrand::Mode& mode, const Pair& origin,
              const Pair& direction, double h, double start, Sums& sums) {
  Line line{0, start};
  constexpr int most_nodes = 100000;
  for (const int sign : {1, -1}) {
    double before = 0;
    for (int i = sign > 0 ? 0 : 1; i < most_nodes; ++i) {
      const double w = start + sign * i * h;
      const Pair z{origin[0] + w * direction[0], origin[1] + w * direction[1]};
      const Integrand::At at = f.at(z);
      const double value = std::exp(at.value - mode.value);
      if (value > 0) sums.add(z, at, value);
      if (value > line.most) line = {value, w};
      if (!(value > vanishing) && !(value > before) && (i > 0 || sign < 0)) break;
      before = value;
    }
  }
  return line;
}

}  // namespace

StudyValue study_value(const StudyCounts& study, const Loads& loads,
                       const GlmmVector& parameters) {
  const Integrand f(study, loads, parameters);
  Sums sums(f);
  if (loads.axes == 0) {
    const Integrand::At at = f.at({0, 0});
    sums.add({0, 0}, at, 1);
    return sums.value(at.value);
  }
  const double log_normal = std::log(2 * std::numbers::pi) / 2;
  const Integrand::Mode mode = f.mode();
  const double h1 = step_along(f, mode.first);
  if (loads.axes == 1) {
    add_line(f, mode, mode.z, mode.first, h1, 0, sums);
    return sums.value(mode.value + std::log(h1 * mode.first[0]) - log_normal);
  }
  const double h2 = step_along(f, mode.second);
  constexpr int most_lines = 100000;
  double start = 0;
  for (const int sign : {1, -1}) {
    double before = 0, near = start;
    for (int i = sign > 0 ? 0 : 1; i < most_lines; ++i) {
      const double w = sign * i * h2;
      const Pair origin{mode.z[0] + w * mode.second[0], mode.z[1] + w * mode.second[1]};
      const Line line = add_line(f, mode, origin, mode.first, h1, near, sums);
      near = line.where;
      if (i == 0) start = near;
      if (!(line.most > vanishing) && !(line.most > before)) break;
      before = line.most;
    }
  }
  return sums.value(mode.value + std::log(h1 * mode.first[0] * h2 * mode.second[1]) -
                    2 * log_normal);
}

}  // namespace steelyard
