// Zero cells: which tables are corrected, which are dropped, and why one gives no effect.
#include "effect/continuity.h"

#include <cmath>

namespace steelyard {

namespace {

constexpr std::string_view no_events = "no events in either group";
constexpr std::string_view only_events = "every person had an event in both groups";

// What is added to every cell of this table.
double addend(const EffectContext& context, bool has_zero, Need need) {
  const ZeroCells& asked = context.zero_cells;
  if (need == Need::none && !asked.add_given && asked.add == ZeroCells{}.add) return 0;
  switch (context.zero_cells.to) {
    case AddTo::only0:
      return has_zero ? context.zero_cells.add : 0;
    case AddTo::all:
      return context.zero_cells.add;
    case AddTo::if0all:
      return context.any_zero_cell ? context.zero_cells.add : 0;
    case AddTo::none:
      return 0;
  }
  return 0;
}

FourCells as_table(const TwoByTwo& t) {
  return {t.e_events, t.e_n - t.e_events, t.c_events, t.c_n - t.c_events};
}

// Tables that `drop00` leaves out.
bool dropped(const FourCells& t, const ZeroCells& asked) {
  if (!asked.drop00) return false;
  return (t.a == 0 && t.c == 0) || (t.b == 0 && t.d == 0 && !asked.all_events_equal);
}
bool has_zero(const FourCells& t) {
  return t.a == 0 || t.b == 0 || t.c == 0 || t.d == 0;
}

bool is_count(double x) {
  return std::isfinite(x) && x >= 0;
}

}  // namespace

std::optional<FourCells> corrected(const TwoByTwo& counts, const EffectContext& context, Need need,
                                   std::string& why) {
  FourCells t = as_table(counts);
  if (!is_count(t.a) || !is_count(t.b) || !is_count(t.c) || !is_count(t.d)) {
    why = "its counts are not possible";
    return std::nullopt;
  }
  if (t.n1() == 0 || t.n2() == 0) {
    why = "a group has no people";
    return std::nullopt;
  }
  if (dropped(t, context.zero_cells)) {
    why = t.a == 0 ? no_events : only_events;
    return std::nullopt;
  }
  const double add = addend(context, has_zero(t), need), N = t.n1() + t.n2();
  const bool by_size = context.zero_cells.by_group_size;
  const double e = by_size ? 2 * add * (t.n1() / N) : add, c = by_size ? 2 * add * (t.n2() / N) : add;
  const double others = context.zero_cells.events_alone ? 0 : 1;
  t = {t.a + e, t.b + others * e, t.c + c, t.d + others * c};
  return t;
}

std::optional<FourCells> corrected(const MatchedPairs& pairs, const EffectContext& context,
                                   std::string& why) {
  FourCells t{pairs.both, pairs.e_only, pairs.c_only, pairs.neither};
  if (!is_count(t.a) || !is_count(t.b) || !is_count(t.c) || !is_count(t.d)) {
    why = "its counts are not possible";
    return std::nullopt;
  }
  if (t.n1() + t.n2() == 0) {
    why = "there are no pairs";
    return std::nullopt;
  }
  const double add = addend(context, has_zero(t), Need::correction);
  return FourCells{t.a + add, t.b + add, t.c + add, t.d + add};
}

std::optional<Events> corrected(const PersonTime& rates, const EffectContext& context, Need need,
                                std::string& why) {
  if (!is_count(rates.e_events) || !is_count(rates.c_events)) {
    why = "its counts are not possible";
    return std::nullopt;
  }
  if (!(rates.e_time > 0) || !(rates.c_time > 0)) {
    why = "a group has no person-time";
    return std::nullopt;
  }
  if (context.zero_cells.drop00 && rates.e_events == 0 && rates.c_events == 0) {
    why = no_events;
    return std::nullopt;
  }
  const bool zero = rates.e_events == 0 || rates.c_events == 0;
  const double add = addend(context, zero, need);
  return Events{rates.e_events + add, rates.c_events + add};
}

std::optional<Share> corrected(const OneProportion& counts, const EffectContext& context, Need need,
                               std::string& why) {
  Share s{counts.events, counts.n - counts.events};
  if (!is_count(s.events) || !is_count(s.rest)) {
    why = "its counts are not possible";
    return std::nullopt;
  }
  if (counts.n == 0) {
    why = "the group has no people";
    return std::nullopt;
  }
  const double add = addend(context, s.events == 0 || s.rest == 0, need);
  s = {s.events + add, context.zero_cells.events_alone ? s.rest : s.rest + add};
  return s;
}

std::optional<double> corrected(const OneRate& rate, const EffectContext& context, Need need,
                                std::string& why) {
  if (!is_count(rate.events)) {
    why = "its counts are not possible";
    return std::nullopt;
  }
  if (!(rate.time > 0)) {
    why = "the group has no person-time";
    return std::nullopt;
  }
  return rate.events + addend(context, rate.events == 0, need);
}

bool equal_by_rule(const TwoByTwo& counts, const ZeroCells& asked) {
  return asked.all_events_equal && counts.e_events == counts.e_n && counts.c_events == counts.c_n;
}

bool countable(const Data& data, const EffectContext& context) {
  std::string unused;
  if (const auto* counts = std::get_if<TwoByTwo>(&data))
    return corrected(*counts, context, Need::none, unused).has_value();
  if (const auto* rates = std::get_if<PersonTime>(&data))
    return corrected(*rates, context, Need::none, unused).has_value();
  return false;
}

bool has_zero_cell(const Data& data, const ZeroCells& zero_cells) {
  if (const auto* counts = std::get_if<TwoByTwo>(&data)) {
    const FourCells t = as_table(*counts);
    return has_zero(t) && !dropped(t, zero_cells);
  }
  if (const auto* rates = std::get_if<PersonTime>(&data)) {
    const bool both = rates->e_events == 0 && rates->c_events == 0;
    return (rates->e_events == 0 || rates->c_events == 0) && !(zero_cells.drop00 && both);
  }
  if (const auto* one = std::get_if<OneProportion>(&data))
    return one->events == 0 || one->events == one->n;
  if (const auto* pairs = std::get_if<MatchedPairs>(&data))
    return pairs->both == 0 || pairs->e_only == 0 || pairs->c_only == 0 || pairs->neither == 0;
  if (const auto* margins = std::get_if<MarginalPairs>(&data))
    return has_zero_cell(margins->table, zero_cells);
  if (const auto* rate = std::get_if<OneRate>(&data)) return rate->events == 0;
  return false;
}

std::optional<Effect> checked_effect(double y, double v, std::string_view otherwise,
                                     std::string& why) {
  if (std::isfinite(y) && std::isfinite(v) && v > 0) return Effect{y, v};
  why = otherwise;
  return std::nullopt;
}

std::optional<Effect> z_of_correlation(const Effect& r, std::string& why) {
  const double slope = 1 / ((1 - r.y) * (1 + r.y));
  return checked_effect(std::atanh(r.y), slope * slope * r.v,
                        "its correlation is not between −1 and 1", why);
}

std::optional<Averaged> average_risks(const Data& data, const EffectContext& context) {
  const auto* counts = std::get_if<TwoByTwo>(&data);
  std::string unused;
  if (!counts) return std::nullopt;
  const auto t = corrected(*counts, context, Need::correction, unused);
  if (!t) return std::nullopt;
  return Averaged{
      {t->a / t->n1(), t->c / t->n2()},
      {t->n1(),        t->n2()       }
  };
}

std::string zero_cell_reason(const TwoByTwo& counts) {
  const FourCells t = as_table(counts);
  if (t.a == 0 && t.c == 0) return std::string(no_events);
  if (t.b == 0 && t.d == 0) return std::string(only_events);
  if (t.a == 0 || t.c == 0) return "no events in one group, and no continuity correction";
  if (t.b == 0 || t.d == 0)
    return "every person in one group had an event, and no continuity correction";
  return "its counts give no finite effect with a positive variance";
}

}  // namespace steelyard
