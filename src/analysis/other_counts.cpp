// The same trials with other counts of people.
#include "analysis/other_counts.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "steelyard/base/one_of.h"
#include "steelyard/base/text.h"
#include "steelyard/claim/arithmetic.h"

namespace steelyard {

namespace {

TwoByTwo* table_of(Study& study) {
  for (Data& data : study.data)
    if (auto* table = std::get_if<TwoByTwo>(&data)) return table;
  return nullptr;
}

// By the column `reconstructed`, or by what count_basis says.
bool is_reconstructed(const Study& study) {
  if (is_one_of(lower_case(study.cell("reconstructed")), {"yes", "true", "1"})) return true;
  const std::string basis = lower_case(study.cell("count_basis"));
  const auto has = [&](const char* part) { return basis.find(part) != std::string::npos; };
  return has("derived") && (has("pct") || has("percent") || has("%"));
}

struct Span {
  double fewest = 0, most = 0;
};

// Counts that print like this one. People are counted in ones; what is no whole number of people
// (a design effect, a divided control group) stays as it is.
Span alike(double events, double n, std::string_view printed) {
  const bool whole = events == std::floor(events) && n == std::floor(n);
  constexpr double most_people = 1e9;
  if (!whole || n < 1 || n > most_people) return {events, events};
  std::string percent(trimmed(printed));
  if (percent.empty()) percent = std::to_string(std::lround(100 * events / n));
  const ArithmeticCheck check =
      check_arithmetic(percent, static_cast<long>(n), std::nullopt, false);
  if (check.code != Arithmetic::ok) return {events, events};
  return {std::min(events, static_cast<double>(*check.events_low)),
          std::max(events, static_cast<double>(*check.events_high))};
}

double missing(const Study& study, std::string_view column, double n) {
  const auto randomised = parse_number(study.cell(column));
  if (!randomised || !std::isfinite(*randomised) || *randomised <= n) return 0;
  return *randomised - n;
}

// Events among the people who were lost.
double events_of_lost(double lost, double events, double n, Better better, double odds) {
  if (!(lost > 0) || !(n > 0)) return 0;
  const double share = events / n;
  const double bad = better == Better::higher ? 1 - share : share;
  const double worse = odds * bad / (1 - bad + odds * bad);
  return lost * (better == Better::higher ? 1 - worse : worse);
}

}  // namespace

std::optional<std::vector<Study>> recounted(const std::vector<Study>& studies, bool e_most) {
  std::vector<Study> result = studies;
  bool open = false;
  for (Study& study : result) {
    TwoByTwo* table = table_of(study);
    if (table == nullptr || !is_reconstructed(study)) continue;
    const Span e = alike(table->e_events, table->e_n, study.cell("e_percent"));
    const Span c = alike(table->c_events, table->c_n, study.cell("c_percent"));
    open = open || e.fewest < e.most || c.fewest < c.most;
    table->e_events = e_most ? e.most : e.fewest;
    table->c_events = e_most ? c.fewest : c.most;
  }
  if (!open) return std::nullopt;
  return result;
}

std::optional<std::vector<Study>> with_missing(const std::vector<Study>& studies, Better better,
                                               bool e_worse, double odds) {
  std::vector<Study> result = studies;
  bool any = false;
  for (Study& study : result) {
    TwoByTwo* table = table_of(study);
    if (table == nullptr) continue;
    const double e_lost = missing(study, "e_randomised", table->e_n);
    const double c_lost = missing(study, "c_randomised", table->c_n);
    any = any || e_lost > 0 || c_lost > 0;
    table->e_events +=
        events_of_lost(e_lost, table->e_events, table->e_n, better, e_worse ? odds : 1);
    table->c_events +=
        events_of_lost(c_lost, table->c_events, table->c_n, better, e_worse ? 1 : odds);
    table->e_n += e_lost;
    table->c_n += c_lost;
  }
  if (!any) return std::nullopt;
  return result;
}

}  // namespace steelyard
