// GOSH: fits of very many subsets, and what they come to.
#include "steelyard/sensitivity/gosh.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "pool/centred.h"
#include "steelyard/stats/random.h"

namespace steelyard {

namespace {

constexpr std::size_t word_bits = 64;

// Subsets as rows of bits, one bit a study.
class Subsets {
 public:
  Subsets(std::size_t k, std::size_t most, std::uint64_t seed)
      : words_((k + word_bits - 1) / word_bits),
        all_(k < word_bits - 1 && (std::uint64_t{1} << k) - 1 <= most),
        count_(all_ ? (std::size_t{1} << k) - 1 : most),
        bits_(count_ * words_) {
    if (all_) {
      std::iota(bits_.begin(), bits_.end(), std::uint64_t{1});
      return;
    }
    Random random(seed);
    const std::size_t spare = words_ * word_bits - k;
    for (std::size_t i = 0; i < count_;) {
      bool any = false;
      for (std::size_t word = 0; word < words_; ++word) {
        const std::uint64_t drawn = word + 1 < words_ ? random.bits() : random.bits() >> spare;
        bits_[i * words_ + word] = drawn;
        any = any || drawn != 0;
      }
      if (any) ++i;
    }
  }

  [[nodiscard]] bool all() const { return all_; }
  [[nodiscard]] std::size_t count() const { return count_; }

  template <class Use>
  void each_member(std::size_t subset, const Use& use) const {
    for (std::size_t word = 0; word < words_; ++word)
      for (std::uint64_t rest = bits_[subset * words_ + word]; rest != 0; rest &= rest - 1)
        use(word * word_bits + static_cast<std::size_t>(std::countr_zero(rest)));
  }
  [[nodiscard]] bool holds(std::size_t subset, std::size_t study) const {
    return (bits_[subset * words_ + study / word_bits] >> (study % word_bits) & 1) != 0;
  }

 private:
  std::size_t words_;
  bool all_;
  std::size_t count_;
  std::vector<std::uint64_t> bits_;
};

struct SubsetFit {
  double estimate = 0, tau2 = 0, i2 = 0, q = 0;
  int k = 0;  // 0: no estimate
};

// Fits subsets in arrays that are made once for each size.
class Fitter {
 public:
  Fitter(const Effects& effects, const Method& method)
      : effects_(&effects),
        tau2_(method.tau2 != nullptr ? method.tau2 : tau2_estimators().front()),
        fixed_tau2_(method.fixed_tau2),
        random_(method.model == Model::random) {
    for (Eigen::Index size = 0; size <= effects.k(); ++size) {
      y_.emplace_back(size);
      v_.emplace_back(size);
    }
    chosen_.resize(static_cast<std::size_t>(effects.k()));
  }

  SubsetFit of(const Subsets& subsets, std::size_t subset) {
    std::size_t size = 0;
    subsets.each_member(subset, [&](std::size_t study) { chosen_[size++] = study; });
    Eigen::ArrayXd &y = y_[size], &v = v_[size];
    for (std::size_t i = 0; i < size; ++i) {
      y[static_cast<Eigen::Index>(i)] = effects_->y[static_cast<Eigen::Index>(chosen_[i])];
      v[static_cast<Eigen::Index>(i)] = effects_->v[static_cast<Eigen::Index>(chosen_[i])];
    }
    SubsetFit result;
    if (size == 1) {
      result.estimate = y[0];
      result.k = 1;
      return result;
    }
    if (random_) {
      Tau2 tau2;
      if (fixed_tau2_)
        tau2.value = *fixed_tau2_;
      else
        tau2 = tau2_->estimate(y, v);
      if (!tau2.converged || !std::isfinite(tau2.value)) return result;
      result.tau2 = tau2.value;
    }
    const Centred centred(y, v);
    const Centred::Score at0 = centred.score_at(0);
    const double df = static_cast<double>(size - 1);
    result.estimate = centred.estimate_at(result.tau2 / centred.unit());
    result.q = at0.q;
    if (random_) {
      const double typical = df / at0.trace * centred.unit();
      result.i2 = 100 * (result.tau2 / (result.tau2 + typical));
    } else if (result.q > df) {
      result.i2 = 100 * (result.q - df) / result.q;
    }
    if (std::isfinite(result.estimate) && std::isfinite(result.q) && std::isfinite(result.i2))
      result.k = static_cast<int>(size);
    return result;
  }

 private:
  const Effects* effects_;
  const Tau2Estimator* tau2_;
  std::optional<double> fixed_tau2_;
  bool random_;
  std::vector<Eigen::ArrayXd> y_, v_;
  std::vector<std::size_t> chosen_;
};

// The quantiles of a list, which loses its order. Each search continues above the last one.
std::optional<SubsetSpread> spread_of(std::vector<double>& values) {
  if (values.empty()) return std::nullopt;
  auto done = values.begin();
  const auto value_at = [&](std::size_t place) {
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(place);
    if (at > done) std::nth_element(done, at, values.end());
    if (at == done) std::iter_swap(done, std::min_element(done, values.end()));
    done = at;
    return *at;
  };
  const auto quantile = [&](double p) {
    const double at = p * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const double low = value_at(below), share = at - static_cast<double>(below);
    if (share == 0) return low;
    const double high = *std::min_element(done + 1, values.end());
    return low + share * (high - low);
  };
  SubsetSpread spread;
  spread.least = *std::ranges::min_element(values);
  spread.most = *std::ranges::max_element(values);
  spread.q05 = quantile(0.05);
  spread.q25 = quantile(0.25);
  spread.median = quantile(0.5);
  spread.q75 = quantile(0.75);
  spread.q95 = quantile(0.95);
  return spread;
}

// A value and the subset that has it.
struct Placed {
  double value = 0;
  std::uint32_t subset = 0;
};

// For each study, the subsets with it and those without.
struct Sides {
  std::size_t with = 0, without = 0;
  std::optional<double> median_with, median_without;
};

// Subsets in order of a value, as one row of bits for each study: 1 where the subset holds it.
class Ordered {
 public:
  Ordered(std::vector<Placed> placed, const Subsets& subsets, std::size_t k)
      : placed_(std::move(placed)),
        words_((placed_.size() + word_bits - 1) / word_bits),
        bits_(words_ * k) {
    std::ranges::sort(placed_, {}, &Placed::value);
    for (std::size_t word = 0; word < words_; ++word) {
      const std::size_t first = word * word_bits;
      const std::size_t last = std::min(first + word_bits, placed_.size());
      for (std::size_t study = 0; study < k; ++study) {
        std::uint64_t row = 0;
        for (std::size_t i = first; i < last; ++i)
          row |= std::uint64_t{subsets.holds(placed_[i].subset, study)} << (i - first);
        bits_[study * words_ + word] = row;
      }
    }
  }

  [[nodiscard]] Sides sides(std::size_t study) const {
    Sides result;
    for (std::size_t word = 0; word < words_; ++word) result.with += count(row(study, word, true));
    result.without = placed_.size() - result.with;
    result.median_with = median(study, true, result.with);
    result.median_without = median(study, false, result.without);
    return result;
  }

 private:
  std::vector<Placed> placed_;
  std::size_t words_;
  std::vector<std::uint64_t> bits_;

  static std::size_t count(std::uint64_t bits) {
    return static_cast<std::size_t>(std::popcount(bits));
  }
  [[nodiscard]] std::uint64_t row(std::size_t study, std::size_t word, bool with) const {
    const std::uint64_t bits = bits_[study * words_ + word];
    if (with) return bits;
    const std::size_t used = std::min(word_bits, placed_.size() - word * word_bits);
    return ~bits & (~std::uint64_t{0} >> (word_bits - used));
  }
  [[nodiscard]] double value_at(std::size_t study, bool with, std::size_t place) const {
    std::size_t word = 0;
    std::uint64_t bits = row(study, word, with);
    for (; place >= count(bits); bits = row(study, ++word, with)) place -= count(bits);
    for (; place > 0; --place) bits &= bits - 1;
    return placed_[word * word_bits + static_cast<std::size_t>(std::countr_zero(bits))].value;
  }
  [[nodiscard]] std::optional<double> median(std::size_t study, bool with, std::size_t size) const {
    if (size == 0) return std::nullopt;
    const double low = value_at(study, with, (size - 1) / 2);
    return low + (value_at(study, with, size / 2) - low) / 2;
  }
};

std::optional<double> share_of(std::size_t part, std::size_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

std::size_t step_of(double value, double low, double high, std::size_t steps) {
  if (!(high > low)) return 0;
  const double at = (value - low) / (high - low) * static_cast<double>(steps);
  return std::min(static_cast<std::size_t>(std::max(at, 0.0)), steps - 1);
}

void count_steps(const std::vector<SubsetFit>& fits, Gosh& result) {
  double low = HUGE_VAL, high = -HUGE_VAL;
  for (const SubsetFit& fit : fits)
    if (fit.k > 1) {
      low = std::min(low, fit.estimate);
      high = std::max(high, fit.estimate);
    }
  result.low = low;
  result.high = high;
  for (const SubsetFit& fit : fits)
    if (fit.k > 1)
      ++result.counts[step_of(fit.estimate, low, high, Gosh::estimate_steps)]
                     [step_of(fit.i2, 0, 100, Gosh::i2_steps)];
}

void count_sides(const std::vector<SubsetFit>& fits, const Subsets& subsets, double no_effect,
                 Gosh& result) {
  std::size_t above = 0, below = 0;
  std::vector<std::size_t> above_with(result.studies.size());
  for (std::size_t i = 0; i < fits.size(); ++i) {
    if (fits[i].k == 0) continue;
    if (fits[i].estimate < no_effect) ++below;
    if (!(fits[i].estimate > no_effect)) continue;
    ++above;
    subsets.each_member(i, [&](std::size_t study) { ++above_with[study]; });
  }
  result.above = share_of(above, result.subsets);
  result.below = share_of(below, result.subsets);
  for (std::size_t study = 0; study < above_with.size(); ++study) {
    GoshStudy& row = result.studies[study];
    row.above_with = share_of(above_with[study], row.with);
    row.above_without = share_of(above - above_with[study], row.without);
  }
}

std::vector<double> values_of(const std::vector<Placed>& placed) {
  std::vector<double> values;
  values.reserve(placed.size());
  for (const Placed& each : placed) values.push_back(each.value);
  return values;
}

}  // namespace

std::optional<Gosh> gosh(const Effects& effects, const Method& method, std::size_t most,
                         std::uint64_t seed, std::optional<double> no_effect, std::string& why) {
  const auto k = static_cast<std::size_t>(effects.k());
  if (k < 2) {
    why = "one study has no subsets to compare";
    return std::nullopt;
  }
  const Subsets subsets(k, most, seed);
  Fitter fitter(effects, method);
  Gosh result;
  result.all = subsets.all();
  result.seed = seed;
  std::vector<SubsetFit> fits;
  fits.reserve(subsets.count());
  std::vector<Placed> estimates, i2s;
  std::vector<double> tau2s, qs;
  for (std::size_t i = 0; i < subsets.count(); ++i) {
    const SubsetFit& fit = fits.emplace_back(fitter.of(subsets, i));
    if (fit.k == 0) continue;
    const auto place = static_cast<std::uint32_t>(i);
    estimates.push_back({fit.estimate, place});
    if (fit.k == 1) continue;
    i2s.push_back({fit.i2, place});
    tau2s.push_back(fit.tau2);
    qs.push_back(fit.q);
  }
  if (estimates.empty()) {
    why = "no subset gives an estimate: the effects are too far apart for their variances";
    return std::nullopt;
  }
  result.subsets = estimates.size();
  result.several = i2s.size();
  result.failed = subsets.count() - result.subsets;
  std::vector<double> values = values_of(estimates);
  result.estimate = spread_of(values);
  values = values_of(i2s);
  result.i2 = spread_of(values);
  result.q = spread_of(qs);
  if (method.model == Model::random) result.tau2 = spread_of(tau2s);
  const Ordered by_estimate(std::move(estimates), subsets, k), by_i2(std::move(i2s), subsets, k);
  for (std::size_t study = 0; study < k; ++study) {
    const Sides estimate = by_estimate.sides(study), i2 = by_i2.sides(study);
    GoshStudy& row = result.studies.emplace_back();
    row.with = estimate.with;
    row.without = estimate.without;
    row.median_with = estimate.median_with;
    row.median_without = estimate.median_without;
    row.i2_median_with = i2.median_with;
    row.i2_median_without = i2.median_without;
  }
  if (no_effect) count_sides(fits, subsets, *no_effect, result);
  count_steps(fits, result);
  return result;
}

}  // namespace steelyard
