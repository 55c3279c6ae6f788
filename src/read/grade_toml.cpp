// [grade] of review.toml and the judgements of one analysis: what the suggested ratings look at.
#include <array>

#include "review_toml.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

// A number within bounds that are themselves allowed; the default where it is absent or wrong.
void read_between(TomlReader& reader, std::string_view key, double low, double high, double& value) {
  const auto found = reader.number(key);
  if (!found) return;
  if (*found >= low && *found <= high) {
    value = *found;
    return;
  }
  reader.error(*reader.raw().find(key), std::string(key) + " is " + shortest(*found) +
                                            ", but must be " + shortest(low) + " to " +
                                            shortest(high));
}

std::optional<Match> read_match(TomlReader& reader, std::string_view key) {
  constexpr std::array<std::string_view, 4> names{"same", "similar", "different", "unknown"};
  const std::string found = reader.one_of(key, names);
  for (std::size_t i = 0; i < names.size(); ++i)
    if (found == names[i]) return static_cast<Match>(i);
  return std::nullopt;
}

}  // namespace

void read_grade_rules(const Toml& table, GradeRules& rules, Notices& notices) {
  TomlReader reader(table, "grade", notices);
  read_between(reader, "high_risk_weight", 0, 100, rules.high_risk_weight);
  read_between(reader, "i2", 0, 100, rules.i2);
  read_between(reader, "far_below", 0, 100, rules.far_below);
  read_between(reader, "below", 0, 100, rules.below);
  read_between(reader, "large_effect", 0, 1000, rules.large_effect);
  read_between(reader, "relative_change", 1, 99, rules.relative_change);
  read_between(reader, "pending_share", 0, 100, rules.pending_share);
  double studies = rules.asymmetry_studies;
  // Below ten studies a funnel tells nothing. Source: sterne2011
  read_between(reader, "asymmetry_studies", 10, 1000, studies);
  rules.asymmetry_studies = static_cast<int>(studies);
  read_between(reader, "asymmetry_p", 0, 1, rules.asymmetry_p);
  read_between(reader, "alpha", 0.001, 0.2, rules.alpha);
  read_between(reader, "power", 0.5, 0.99, rules.power);
  read_between(reader, "missing_odds", 1, 10, rules.missing_odds);
  reader.finish();
}

void read_judgements(const Toml& table, const std::string& subject, GradeJudgements& judged,
                     Notices& notices) {
  TomlReader reader(table, subject, notices);
  judged.randomised = reader.flag("randomised", true);
  judged.add_on = reader.flag("add_on");
  judged.population = read_match(reader, "population");
  judged.intervention = read_match(reader, "intervention");
  judged.comparator = read_match(reader, "comparator");
  judged.outcome = read_match(reader, "outcome");
  judged.time = read_match(reader, "time");
  judged.open_label_patient_reported = reader.flag("open_label_patient_reported");
  judged.small_and_industry = reader.flag("small_and_industry");
  if (double percent = -1; reader.raw().find("pending_percent") != nullptr) {
    read_between(reader, "pending_percent", 0, 100, percent);
    if (percent >= 0) judged.pending_percent = percent;
  }
  judged.subgroup_explains = reader.flag("subgroup_explains");
  judged.dose_response = reader.flag("dose_response");
  judged.opposing_bias = reader.flag("opposing_bias");
  reader.finish();
}

}  // namespace steelyard
