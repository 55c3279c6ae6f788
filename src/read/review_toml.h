// The parts of review.toml and expected.toml, each read into its own values.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "steelyard/base/toml.h"
#include "steelyard/read/reader.h"
#include "steelyard/study/review.h"
#include "toml_reader.h"

namespace steelyard {

// How to read the table of one analysis, and where its name stands.
struct TableRequest {
  TableOptions options;
  Place data;
};

// Everything of review.toml but the studies themselves; gives how to read the tables of analyses and
// scenarios. Adds to `notices` what is wrong; source lines are filled in by `show_sources`.
struct TableRequests {
  std::vector<TableRequest> analyses, scenarios;
};
TableRequests read_review_toml(const Toml& root, Review& review, Notices& notices);

std::vector<TableRequest> read_analyses(TomlReader& root, Review& review);
void read_claims(TomlReader& root, Review& review);
// The claims of a review by id: where they stand in it.
using ClaimIds = std::multimap<std::string, std::size_t>;
ClaimIds ids_of_claims(const Review& review);
// One claim, from review.toml or a row of claims.csv. The analyses and scenarios must be there.
void read_claim(const Toml& table, Review& review, ClaimIds& ids, Notices& notices);
// The keys that `read_claim` knows.
std::vector<std::string_view> claim_keys();
// Gives, for each scenario, how to read its table; the name is empty where there is none.
std::vector<TableRequest> read_scenarios(TomlReader& root, Review& review);
// Settings by which the claims are judged.
void read_claim_rules(const Toml& table, ClaimRules& rules, Notices& notices);
// Cut-offs of the suggested ratings; what people judged about the evidence of one analysis.
void read_grade_rules(const Toml& table, GradeRules& rules, Notices& notices);
void read_judgements(const Toml& table, const std::string& subject, GradeJudgements& judged,
                     Notices& notices);
TableOptions read_table_options(TomlReader& reader);
// Only files of the folder itself: a review can be moved, and reads nothing else of a computer.
bool is_plain_file_name(std::string_view name);
void read_expected_toml(const Toml& root, Review& review, Notices& notices);

// Errors about texts and keys that hold characters which no page can show.
void check_characters(const Toml& root, Notices& notices);

// Weeks from the start of a trial.
std::optional<double> read_weeks(TomlReader& reader, std::string_view key);

// The error about an id that none of `ids` is.
void report_unknown_id(TomlReader& reader, std::string_view key,
                       const std::vector<std::string_view>& ids, const std::string& id);

// The error of an id that stands elsewhere already.
inline void report_same_id(TomlReader& reader, const std::string& id, const Place& elsewhere) {
  const Toml& here = *reader.raw().find("id");
  reader.error(here, "the id '" + id + "' stands twice (also on line " + std::to_string(elsewhere.line) +
                         (elsewhere.file == here.where.file ? "" : " of " + elsewhere.file) + ")");
}

// "remission", and an error if another of `earlier` has it already.
template <class Row>
void check_unique(TomlReader& reader, const std::vector<Row>& earlier, const std::string& id) {
  if (id.empty()) return;
  for (const Row& each : earlier)
    if (each.id == id) report_same_id(reader, id, each.where);
}

// Checks that `id` is the id of one of `rows`.
template <class Row>
void check_reference(TomlReader& reader, std::string_view key, const std::vector<Row>& rows,
                     const std::string& id) {
  if (id.empty()) return;
  std::vector<std::string_view> ids;
  for (const Row& each : rows) ids.push_back(each.id);
  for (const std::string_view each : ids)
    if (each == id) return;
  report_unknown_id(reader, key, ids, id);
}

}  // namespace steelyard
