// Zero cells: which tables are corrected, which are dropped, and why one gives no effect.
#pragma once
#include <string>

#include "steelyard/effect/measure.h"

namespace steelyard {

/// A fourfold table with the correction already in it.
struct FourCells {
  double a = 0, b = 0, c = 0, d = 0;  ///< events and non-events, experimental arm, then control arm

  [[nodiscard]] double n1() const { return a + b; }
  [[nodiscard]] double n2() const { return c + d; }
};

/// Some measures are defined with zero cells; they are corrected only if the addend is asked for.
enum class Need { correction, none };

/// The table after correction; absent, with the reason, if it is dropped or impossible.
std::optional<FourCells> corrected(const TwoByTwo& counts, const EffectContext& context, Need need,
                               std::string& why);

/// The table of pairs: a under both treatments, b and c under one only, d under neither.
std::optional<FourCells> corrected(const MatchedPairs& pairs, const EffectContext& context,
                                   std::string& why);

struct Events {
  double e = 0, c = 0;
};
/// Events of two groups with person-time. The times stay as they are.
std::optional<Events> corrected(const PersonTime& rates, const EffectContext& context, Need need,
                                std::string& why);

struct Share {
  double events = 0, rest = 0;

  [[nodiscard]] double n() const { return events + rest; }
};
std::optional<Share> corrected(const OneProportion& counts, const EffectContext& context, Need need,
                               std::string& why);

/// Events of one group with person-time.
std::optional<double> corrected(const OneRate& rate, const EffectContext& context, Need need,
                                std::string& why);

/// True if the data are possible counts in two groups, with or without events, and not dropped.
bool countable(const Data& data, const EffectContext& context);

/// True if the data have a zero cell and are not dropped (for AddTo::if0all).
bool has_zero_cell(const Data& data, const ZeroCells& zero_cells);

/// The effect, or absent with `otherwise` as the reason if y is not finite or v not positive.
std::optional<Effect> checked_effect(double y, double v, std::string_view otherwise,
                                     std::string& why);

/// Fisher's z of any correlation: atanh r with v/(1 − r²)²; absent if r is not within −1 and 1.
std::optional<Effect> z_of_correlation(const Effect& r, std::string& why);

/// The risks of both groups, after correction, weighted by the sizes (for VarianceType::AV).
std::optional<Averaged> average_risks(const Data& data, const EffectContext& context);

/// Why a table with zero cells gives no effect.
std::string zero_cell_reason(const TwoByTwo& counts);

}  // namespace steelyard
