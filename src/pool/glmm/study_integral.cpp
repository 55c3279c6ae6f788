// One study's likelihood, its random effects integrated out by the trapezoidal rule.
#include "pool/glmm/study_integral.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace steelyard {

namespace {

using Pair = std::array<double, 2>;

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

 private:
  const StudyCounts& study_;
  const Loads& loads_;
  Pair base_{};
  std::array<Pair, 2> spread_{};
};

// Moments of the derivatives under the integrand. With ∂η_j/∂q = load_jq m_q(z) and m = 1, z₁ or z₂,
// every derivative is a sum of few of them, so that a node costs little.
class Sums {
 public:
  explicit Sums(const Integrand& f) : f_(f) {}

  void add(const Pair& z, const Integrand::At& at, double weight) {
    const TermValue &a = at.term[0], &b = at.term[1];
    total_ += weight;
    const double s0 = weight * a.slope, s1 = weight * b.slope;
    const std::array<double, 3> T{s0 * a.slope + weight * a.curvature, s0 * b.slope,
                                  s1 * b.slope + weight * b.curvature};
    const std::array<double, 3> m{1, z[0], z[1]};
    const std::array<double, 6> mm{1, z[0], z[1], z[0] * z[0], z[0] * z[1], z[1] * z[1]};
    for (std::size_t i = 0; i < 3; ++i) {
      first_[0][i] += s0 * m[i];
      first_[1][i] += s1 * m[i];
    }
    for (std::size_t p = 0; p < 3; ++p)
      for (std::size_t i = 0; i < 6; ++i) second_[p][i] += T[p] * mm[i];
  }

  [[nodiscard]] StudyValue value(double log_factor) const {
    const Loads& loads = f_.loads();
    const int n = loads.parameters;
    StudyValue value;
    value.log_likelihood = std::log(total_) + log_factor;
    value.gradient = GlmmVector::Zero(n);
    value.hessian.resize(n, n);
    for (int q = 0; q < n; ++q)
      for (std::size_t j = 0; j < 2; ++j)
        value.gradient[q] += parameter(q).load[j] * first_[j][moment(q)] / total_;
    for (int q = 0; q < n; ++q)
      for (int r = 0; r <= q; ++r) {
        const std::size_t low = std::min(moment(q), moment(r)), high = std::max(moment(q), moment(r));
        const std::size_t mm = low == 0 ? high : low == 1 ? 2 + high : 5;
        const auto &x = parameter(q).load, &y = parameter(r).load;
        const double sum = x[0] * y[0] * second_[0][mm] +
                           (x[0] * y[1] + x[1] * y[0]) * second_[1][mm] +
                           x[1] * y[1] * second_[2][mm];
        value.hessian(q, r) = value.hessian(r, q) =
            sum / total_ - value.gradient[q] * value.gradient[r];
      }
    return value;
  }

 private:
  const Integrand& f_;
  double total_ = 0;
  std::array<std::array<double, 3>, 2> first_{};   // of ℓ′_j m
  std::array<std::array<double, 6>, 3> second_{};  // of (ℓ′_j ℓ′_l + ℓ″_j if j = l) m m

  [[nodiscard]] const Loads::Parameter& parameter(int q) const {
    return f_.loads().of[static_cast<std::size_t>(q)];
  }
  [[nodiscard]] std::size_t moment(int q) const {
    return static_cast<std::size_t>(parameter(q).axis + 1);
  }
};

double step_along(const Integrand& f, const Pair& direction, const LineRule& rule) {
  const double reach = f.reach(direction);
  return reach * rule.normal_step > rule.predictor_step ? rule.predictor_step / reach
                                                        : rule.normal_step;
}

struct Line {
  double most = 0;   // largest value on the line, relative to the mode
  double where = 0;  // its place
};

// One line of the rule: from `start` outwards both ways, until the integrand, which has one peak
// on a line, vanishes.
Line add_line(const Integrand& f, const Integrand::Mode& mode, const Pair& origin,
              const Pair& direction, double h, double start, double vanishing, Sums& sums) {
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

// The same for one count and at most one random effect, in plain numbers: most models are of this kind.
StudyValue one_count_value(const Term& term, const Loads& loads, const GlmmVector& parameters,
                           const LineRule& rule) {
  const int n = loads.parameters;
  double base = 0, spread = 0;
  for (int q = 0; q < n; ++q) {
    const Loads::Parameter& each = loads.of[static_cast<std::size_t>(q)];
    (each.axis < 0 ? base : spread) += each.load[0] * parameters[q];
  }
  double total = 0, s0 = 0, s1 = 0, t0 = 0, t1 = 0, t2 = 0, log_factor = 0;
  const auto add = [&](double z, const TermValue& at, double weight) {
    const double s = weight * at.slope, t = s * at.slope + weight * at.curvature;
    total += weight;
    s0 += s;
    s1 += s * z;
    t0 += t;
    t1 += t * z;
    t2 += t * z * z;
  };
  if (loads.axes == 0) {
    const TermValue at = term.at(base);
    add(0, at, 1);
    log_factor = at.value;
  } else {
    double mode = 0;
    TermValue now = term.at(base);
    double height = now.value, curvature = 1;
    constexpr int most_steps = 200, most_halvings = 60, most_nodes = 100000;
    for (int i = 0; i < most_steps; ++i) {
      const double g = now.slope * spread - mode;
      curvature = 1 - now.curvature * spread * spread;
      double step = g / curvature;
      constexpr double near_enough = 1e-4;  // the rule does not need the mode itself
      if (!(g * step > near_enough)) break;
      TermValue next = term.at(base + spread * (mode + step));
      const auto height_at = [&] { return next.value - (mode + step) * (mode + step) / 2; };
      for (int halving = 0; halving < most_halvings && !(height_at() > height); ++halving) {
        step /= 2;
        next = term.at(base + spread * (mode + step));
      }
      if (!(height_at() > height)) break;
      height = height_at();
      mode += step;
      now = next;
    }
    const double width = 1 / std::sqrt(curvature), reach = std::abs(spread) * width;
    const double h = reach * rule.normal_step > rule.predictor_step ? rule.predictor_step / reach
                                                                    : rule.normal_step;
    add(mode, now, 1);
    for (const double sign : {1.0, -1.0}) {
      double before = 1;
      for (int i = 1; i < most_nodes; ++i) {
        const double z = mode + sign * i * h * width;
        const TermValue at = term.at(base + spread * z);
        const double value = std::exp(at.value - z * z / 2 - height);
        if (value > 0) add(z, at, value);
        if (!(value > rule.vanishing) && !(value > before)) break;
        before = value;
      }
    }
    log_factor = height + std::log(h * width) - std::log(2 * std::numbers::pi) / 2;
  }
  const double first[] = {s0 / total, s1 / total}, second[] = {t0 / total, t1 / total, t2 / total};
  StudyValue value;
  value.log_likelihood = std::log(total) + log_factor;
  value.gradient.resize(n);
  value.hessian.resize(n, n);
  for (int q = 0; q < n; ++q) {
    const Loads::Parameter& a = loads.of[static_cast<std::size_t>(q)];
    value.gradient[q] = a.load[0] * first[a.axis + 1];
    for (int r = 0; r <= q; ++r) {
      const Loads::Parameter& b = loads.of[static_cast<std::size_t>(r)];
      value.hessian(q, r) = value.hessian(r, q) =
          a.load[0] * b.load[0] * second[a.axis + b.axis + 2] -
          value.gradient[q] * value.gradient[r];
    }
  }
  return value;
}

}  // namespace

StudyValue study_value(const StudyCounts& study, const Loads& loads,
                       const GlmmVector& parameters, const LineRule& rule) {
  if (study.terms == 1 && loads.axes <= 1)
    return one_count_value(study.term[0], loads, parameters, rule);
  const Integrand f(study, loads, parameters);
  Sums sums(f);
  if (loads.axes == 0) {
    const Integrand::At at = f.at({0, 0});
    sums.add({0, 0}, at, 1);
    return sums.value(at.value);
  }
  const double log_normal = std::log(2 * std::numbers::pi) / 2;
  const Integrand::Mode mode = f.mode();
  const double h1 = step_along(f, mode.first, rule);
  if (loads.axes == 1) {
    add_line(f, mode, mode.z, mode.first, h1, 0, rule.vanishing, sums);
    return sums.value(mode.value + std::log(h1 * mode.first[0]) - log_normal);
  }
  const double h2 = step_along(f, mode.second, rule);
  constexpr int most_lines = 100000;
  double start = 0;
  for (const int sign : {1, -1}) {
    double before = 0, near = start;
    for (int i = sign > 0 ? 0 : 1; i < most_lines; ++i) {
      const double w = sign * i * h2;
      const Pair origin{mode.z[0] + w * mode.second[0], mode.z[1] + w * mode.second[1]};
      const Line line = add_line(f, mode, origin, mode.first, h1, near, rule.vanishing, sums);
      near = line.where;
      if (i == 0) start = near;
      if (!(line.most > rule.vanishing) && !(line.most > before)) break;
      before = line.most;
    }
  }
  return sums.value(mode.value + std::log(h1 * mode.first[0] * h2 * mode.second[1]) -
                    2 * log_normal);
}

}  // namespace steelyard
