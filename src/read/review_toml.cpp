// The head of review.toml: title, question, outcomes; and expected.toml.
#include "review_toml.h"

#include <algorithm>
#include <array>

#include "steelyard/base/text.h"

namespace steelyard {

namespace {

// The slug names the folder of the reports.
void check_slug(TomlReader& reader, const std::string& slug) {
  const bool plain = std::ranges::all_of(slug, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
  if (!plain)
    reader.error(*reader.raw().find("slug"),
                 "slug is '" + slug + "', but must be letters, digits, - and _",
                 "it names the folder of the reports");
}

void read_question(const Toml& table, Question& question, Notices& notices) {
  TomlReader reader(table, "question", notices);
  question.population = reader.text("population", Need::required);
  question.intervention = reader.text("intervention", Need::required);
  question.comparator = reader.text("comparator", Need::required);
  question.intervention_short = reader.text("intervention_short");
  question.comparator_short = reader.text("comparator_short");
  question.plain_intervention = reader.text("plain_intervention");
  question.plain_comparator = reader.text("plain_comparator");
  question.plain_population = reader.text("plain_population");
  reader.finish();
  if (question.intervention_short.empty()) question.intervention_short = question.intervention;
  if (question.comparator_short.empty()) question.comparator_short = question.comparator;
}

void read_important(const Toml& table, const std::string& subject, ImportantDifference& important,
                    Notices& notices) {
  TomlReader reader(table, subject, notices);
  const auto per_1000 = [&](std::string_view key, double otherwise) {
    const auto found = reader.number(key);
    if (!found) return otherwise;
    if (*found > 0 && *found <= 1000) return *found;
    reader.error(*table.find(key), std::string(key) + " is " + shortest(*found) +
                                       ", but must be above 0 and at most 1000");
    return otherwise;
  };
  important.benefit_per_1000 = per_1000("benefit_per_1000", important.benefit_per_1000);
  important.harm_per_1000 = per_1000("harm_per_1000", important.harm_per_1000);
  const auto in_units = [&](std::string_view key) {
    const auto found = reader.number(key);
    if (!found || *found > 0) return found;
    reader.error(*table.find(key),
                 std::string(key) + " is " + shortest(*found) + ", but must be above 0",
                 "it is a difference of means in the outcome's unit");
    return std::optional<double>();
  };
  important.benefit_in_units = in_units("benefit");
  important.harm_in_units = in_units("harm");
  important.source = reader.text("source", Need::required);
  const bool counts = table.find("benefit_per_1000") != nullptr;
  const bool units = important.benefit_in_units.has_value() || table.find("benefit") != nullptr;
  if (counts != (table.find("harm_per_1000") != nullptr))
    reader.error(table, "important gives only one of benefit_per_1000 and harm_per_1000",
                 "a default may not stand beside a number that somebody chose");
  else if (!counts && !units)
    reader.error(table, "important gives no difference",
                 "benefit_per_1000 and harm_per_1000 for people, benefit and harm for means in the "
                 "outcome's unit");
  // Thresholds in a unit say nothing about numbers of people.
  important.is_default = !counts;
  reader.finish();
}

void read_outcomes(TomlReader& root, Review& review) {
  constexpr std::array<std::string_view, 2> directions{"higher", "lower"};
  for (const Toml* table : root.tables("outcome")) {
    TomlReader reader(*table, "outcome", root.notices());
    Outcome outcome;
    outcome.where = table->where;
    outcome.id = reader.text("id", Need::required);
    if (!outcome.id.empty()) reader.set_subject("outcome " + outcome.id);
    check_unique(reader, review.outcomes, outcome.id);
    outcome.name = reader.text("name", Need::required);
    outcome.change = reader.flag("change");
    outcome.plain_name = reader.text("plain_name");
    if (reader.one_of("better", directions, Need::required) == "lower")
      outcome.better = Better::lower;
    outcome.time_weeks = read_weeks(reader, "time_weeks");
    outcome.unit = reader.text("unit");
    if (const Toml* important = reader.table("important"))
      read_important(*important, "outcome " + outcome.id + ", important", outcome.important,
                     root.notices());
    reader.finish();
    review.outcomes.push_back(std::move(outcome));
  }
}

}  // namespace

std::optional<double> read_weeks(TomlReader& reader, std::string_view key) {
  constexpr double most = 5200;  // 100 years: no trial followed anybody for longer
  const auto weeks = reader.number(key);
  if (!weeks || (*weeks >= 0 && *weeks <= most)) return weeks;
  reader.error(*reader.raw().find(key), std::string(key) + " is " + shortest(*weeks) +
                                            ", but must be 0 to 5200 (100 years)");
  return std::nullopt;
}

void report_unknown_id(TomlReader& reader, std::string_view key,
                       const std::vector<std::string_view>& ids, const std::string& id) {
  const std::string_view near = closest(id, ids);
  std::string hint;
  if (!near.empty())
    hint = "did you mean '" + std::string(near) + "'?";
  else if (ids.empty())
    hint = "there is no [[" +
           std::string(key == "against" ? "analysis" : key == "scenarios" ? "scenario" : key) +
           "]] in the review";
  else
    hint = "known ids are " + listed(ids, "and");
  reader.error(*reader.raw().find(key),
               std::string(key) + " is '" + id + "', but there is none with this id",
               std::move(hint));
}

TableRequests read_review_toml(const Toml& root, Review& review, Notices& notices) {
  check_characters(root, notices);
  TomlReader reader(root, "", notices);
  review.title = reader.text("title", Need::required);
  review.plain_title = reader.text("plain_title");
  if (const std::string slug = reader.text("slug"); !slug.empty()) {
    check_slug(reader, slug);
    review.slug = slug;
  }
  review.version = reader.text("version");
  review.status = reader.text("status");
  constexpr std::array<std::string_view, 1> languages{"en"};
  if (const std::string lang = reader.one_of("lang", languages); !lang.empty()) review.lang = lang;
  review.searched = reader.date("searched");
  review.search_note = reader.text("search_note");
  review.plain_unknowns = reader.texts("plain_unknowns");
  review.pending = reader.texts("pending");
  if (const Toml* question = reader.table("question", Need::required))
    read_question(*question, review.question, notices);
  if (const Toml* grade = reader.table("grade")) read_grade_rules(*grade, review.grade_rules, notices);
  if (const Toml* claims = root.find("claims"); claims != nullptr && claims->array() != nullptr)
    reader.error(*reader.value("claims"), "claims is a list, but must be one table of settings",
                 "write [claims] with single brackets for settings, [[claim]] for each claim");
  else if (claims = reader.table("claims"); claims != nullptr)
    read_claim_rules(*claims, review.claim_rules, notices);
  read_outcomes(reader, review);
  TableRequests requests;
  requests.analyses = read_analyses(reader, review);
  requests.scenarios = read_scenarios(reader, review);
  read_claims(reader, review);
  reader.finish();
  return requests;
}

void read_expected_toml(const Toml& root, Review& review, Notices& notices) {
  check_characters(root, notices);
  TomlReader head(root, "", notices);
  for (const Toml* table : head.tables("expected")) {
    TomlReader reader(*table, "expected", notices);
    Expected expected;
    expected.where = table->where;
    expected.analysis = reader.text("analysis", Need::required);
    check_reference(reader, "analysis", review.analyses, expected.analysis);
    expected.quantity = reader.text("quantity", Need::required);
    expected.value = reader.number("value", Need::required).value_or(0);
    const auto tolerance = reader.number("tolerance", Need::required);
    expected.tolerance = tolerance.value_or(0);
    if (tolerance && *tolerance < 0)
      reader.error(*table->find("tolerance"),
                   "tolerance is " + shortest(*tolerance) + ", but must be 0 or more");
    expected.source = reader.text("source", Need::required);
    reader.finish();
    review.expected.push_back(std::move(expected));
  }
  head.finish();
}

}  // namespace steelyard
