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

double Term::log_choices(double j) const {
  if (!log_choices_.empty()) return log_choices_[static_cast<std::size_t>(j - low_)];
  return log_choose(n1_, j) + log_choose(n2_, m_ - j);
}

bool Term::at_lower_end() const {
  return events_ == low_;
}

bool Term::at_upper_end() const {
  switch (family_) {
    case Family::binomial: return events_ == size_;
    case Family::poisson: return false;
    case Family::hypergeometric: return events_ == high_;
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
    case Family::hypergeometric: return hypergeometric_at(eta);
  }
  return {};
}

// Sums from the mode outwards until terms vanish. Mode: liao2001, equation 5.
TermValue Term::hypergeometric_at(double eta) const {
  constexpr double farthest = 700;   // exp stays finite
  constexpr double vanishing = 1e-18;
  const double psi = std::exp(std::clamp(eta, -farthest, farthest));
  const double p = psi / (1 + psi), q = 1 / (1 + psi);
  const double a = p - q, b = -((m_ + n1_ + 2) * p + (n2_ - m_) * q), c = p * (n1_ + 1) * (m_ + 1);
  const double root = std::sqrt(std::max(b * b - 4 * a * c, 0.0));
  const double mode = std::clamp(
      std::floor(b <= 0 ? 2 * c / (root - b) : (-b - root) / (2 * a)), low_, high_);
  double S0 = 1, S1 = 0, S2 = 0;
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
  const double shift = S1 / S0;
  return {log_choices(events_) - log_choices(mode) + (events_ - mode) * eta - std::log(S0),
          (events_ - mode) - shift, -std::max(S2 / S0 - shift * shift, 0.0)};
}

Term::Own Term::own() const {
  Own own;
  switch (family_) {
    case Family::binomial: own.eta = std::log(events_ / (size_ - events_)) - offset_; break;
    case Family::poisson: own.eta = std::log(events_ / size_); break;
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
