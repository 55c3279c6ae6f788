// Log-likelihoods of counts in one linear predictor: binomial, Poisson, non-central hypergeometric.
#include "pool/glmm/terms.h"

#include <algorithm>
#include <cmath>

#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

double log_choose(double n, double j) {
  if (j == 0 || j == n) return 0;
  return log_gamma(n + 1) - log_gamma(j + 1) - log_gamma(n - j + 1);
}

// log Γ(x + 1 + d)/Γ(x + 1) − d log x, without cancelling: by Stirling's series where x is large.
double log_factorial_change(double x, double d) {
  constexpr double large = 1e3, near = 0.05;
  if (x < large || x + d < large)
    return log_gamma(x + d + 1) - log_gamma(x + 1) - (x > 0 ? d * std::log(x) : 0);
  // (1 + t) log(1 + t) − t
  const double t = d / x;
  double g = (1 + t) * std::log1p(t) - t;
  if (std::abs(t) < near) {
    g = 0;
    double power = t;
    for (int n = 2; n < 16; ++n) {
      power *= n == 2 ? t : -t;
      g += power / (n * (n - 1));
    }
  }
  const auto rest = [](double of) { return 1 / (12 * of) - 1 / (360 * of * of * of); };
  return x * g + std::log1p(t) / 2 + rest(x + d) - rest(x);
}

}  // namespace

Term Term::binomial(double events, double n, double offset) {
  Term term;
  term.events_ = events;
  term.size_ = n;
  term.offset_ = offset;
  term.constant_ = log_choose(n, events);
  return term;
}

Term Term::poisson(double events, double time) {
  Term term;
  term.family_ = Family::poisson;
  term.events_ = events;
  term.size_ = time;
  term.constant_ = events == 0 ? 0 : events * std::log(time) - log_gamma(events + 1);
  return term;
}

Term Term::hypergeometric(double events, double n1, double n2, double m) {
  Term term;
  term.family_ = Family::hypergeometric;
  term.events_ = events;
  term.n1_ = n1;
  term.n2_ = n2;
  term.m_ = m;
  term.low_ = std::max(0.0, m - n2);
  term.high_ = std::min(n1, m);
  constexpr double longest_table = 1e5;
  if (term.high_ - term.low_ <= longest_table) {
    // From ratios, which are exact to the last digits at any size of group.
    double sum = 0;
    term.log_choices_.push_back(0);
    for (double j = term.low_; j < term.high_; ++j) {
      sum += std::log((n1 - j) * (m - j) / ((j + 1) * (n2 - m + j + 1)));
      term.log_choices_.push_back(sum);
    }
  }
  return term;
}

// The logarithm of the choices with j events to those with `from`, each event weighing exp(η).
double Term::log_ratio(double j, double from, double eta) const {
  const double d = j - from;
  if (!log_choices_.empty())
    return log_choices_[static_cast<std::size_t>(j - low_)] -
           log_choices_[static_cast<std::size_t>(from - low_)] + d * eta;
  if (d == 0) return 0;
  const auto log_cell = [](double cell) { return cell > 0 ? std::log(cell) : 0; };
  const double cells[] = {from, n1_ - from, m_ - from, n2_ - m_ + from};
  double sum = d * (eta - (log_cell(cells[0]) - log_cell(cells[1])) -
                    (log_cell(cells[3]) - log_cell(cells[2])));
  for (const int i : {0, 1, 2, 3}) sum -= log_factorial_change(cells[i], i % 3 == 0 ? d : -d);
  return sum;
}

bool Term::at_lower_end() const {
  return events_ == low_;
}

bool Term::at_upper_end() const {
  switch (family_) {
    case Family::binomial:
      return events_ == size_;
    case Family::poisson:
      return false;
    case Family::hypergeometric:
      return events_ == high_;
  }
  return false;
}

TermValue Term::at(double eta) const {
  switch (family_) {
    case Family::binomial: {
      // Both tails from exp of a negative number, so that neither loses digits.
      const double x = eta + offset_, e = std::exp(-std::abs(x)), l = std::log1p(e);
      const double small = e / (1 + e), large = 1 / (1 + e);
      const double p = x > 0 ? large : small, q = x > 0 ? small : large;
      const double others = size_ - events_;
      return {constant_ - events_ * (std::max(-x, 0.0) + l) - others * (std::max(x, 0.0) + l),
              events_ * q - others * p, -size_ * p * q};
    }
    case Family::poisson: {
      const double mean = size_ * std::exp(eta);
      return {constant_ + events_ * eta - mean, events_ - mean, -mean};
    }
    case Family::hypergeometric:
      return hypergeometric_at(eta);
  }
  return {};
}

// Sums from the mode outwards until terms vanish. Mode: liao2001, equation 5.
TermValue Term::hypergeometric_at(double eta) const {
  constexpr double farthest = 700;  // exp stays finite
  constexpr double vanishing = 1e-18;
  const double psi = std::exp(std::clamp(eta, -farthest, farthest));
  const double p = psi / (1 + psi), q = 1 / (1 + psi);
  const double a = p - q, b = -((m_ + n1_ + 2) * p + (n2_ - m_) * q), c = p * (n1_ + 1) * (m_ + 1);
  const double root = std::sqrt(std::max(b * b - 4 * a * c, 0.0));
  const double mode =
      std::clamp(std::floor(b <= 0 ? 2 * c / (root - b) : (-b - root) / (2 * a)), low_, high_);
  double S0 = 1, S1 = 0, S2 = 0;
  // So wide a distribution is as smooth as its integral: every so many counts tell all of it.
  // An independent sum of yes and no, it ends more than its variance away from its mean.
  const double width = 1 / std::sqrt(1 / (mode + 1) + 1 / (n1_ - mode + 1) + 1 / (m_ - mode + 1) +
                                     1 / (n2_ - m_ + mode + 1));
  constexpr double wide = 100, parts = 3;
  const double stride = log_choices_.empty() && width > wide ? std::floor(width / parts) : 1;
  if (stride > 1) {
    for (const double side : {stride, -stride})
      for (double j = mode + side; j >= low_ && j <= high_; j += side) {
        const double w = std::exp(log_ratio(j, mode, eta)), d = j - mode;
        if (!(w > vanishing)) break;
        S0 += w;
        S1 += w * d;
        S2 += w * d * d;
      }
  } else {
    double w = 1;
    for (double j = mode; j < high_ && w > vanishing; ++j) {
      w *= (n1_ - j) * (m_ - j) / ((j + 1) * (n2_ - m_ + j + 1)) * psi;
      const double d = j + 1 - mode;
      S0 += w;
      S1 += w * d;
      S2 += w * d * d;
    }
    w = 1;
    for (double j = mode; j > low_ && w > vanishing; --j) {
      w *= j * (n2_ - m_ + j) / ((n1_ - j + 1) * (m_ - j + 1)) / psi;
      const double d = j - 1 - mode;
      S0 += w;
      S1 += w * d;
      S2 += w * d * d;
    }
  }
  const double shift = S1 / S0;
  return {log_ratio(events_, mode, eta) - std::log(stride * S0), (events_ - mode) - shift,
          -std::max(S2 / S0 - shift * shift, 0.0)};
}

Term::Own Term::own() const {
  Own own;
  switch (family_) {
    case Family::binomial:
      own.eta = std::log(events_ / (size_ - events_)) - offset_;
      break;
    case Family::poisson:
      own.eta = std::log(events_ / size_);
      break;
    case Family::hypergeometric: {
      // Newton from the unconditional odds ratio; the score falls, so that steps may be halved.
      const double b = n1_ - events_, c = m_ - events_, d = n2_ - c;
      constexpr double moved = 0.5;
      own.eta = std::log((events_ + moved) * (d + moved) / ((b + moved) * (c + moved)));
      TermValue now = at(own.eta);
      constexpr int most_steps = 100;
      for (int i = 0; i < most_steps; ++i) {
        double step = -now.slope / now.curvature;
        if (!std::isfinite(step)) step = now.slope > 0 ? 1 : -1;
        step = std::clamp(step, -3.0, 3.0);
        TermValue next = at(own.eta + step);
        while (std::abs(next.slope) > std::abs(now.slope) && std::abs(step) > 1e-12)
          next = at(own.eta + (step /= 2));
        own.eta += step;
        now = next;
        if (step * step * -now.curvature < 1e-26) break;
      }
      break;
    }
  }
  own.at = at(own.eta);
  return own;
}

}  // namespace steelyard
