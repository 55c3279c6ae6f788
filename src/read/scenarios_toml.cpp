// [[scenario]] of review.toml: people under standard care in other trials.
#include <array>

#include "review_toml.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

constexpr std::array<std::string_view, 4> matches{"same", "similar", "different", "unknown"};

Match read_match(TomlReader& reader, std::string_view key) {
  const std::string text = reader.one_of(key, matches);
  if (text == "same") return Match::same;
  if (text == "similar") return Match::similar;
  return text == "different" ? Match::different : Match::unknown;
}

}  // namespace

std::vector<TableRequest> read_scenarios(TomlReader& root, Review& review) {
  std::vector<TableRequest> requests;
  for (const Toml* table : root.tables("scenario")) {
    TomlReader reader(*table, "scenario", root.notices());
    Scenario scenario;
    scenario.where = table->where;
    scenario.id = reader.text("id", Need::required);
    if (!scenario.id.empty()) reader.set_subject("scenario " + scenario.id);
    check_unique(reader, review.scenarios, scenario.id);
    scenario.label = reader.text("label", Need::required);
    scenario.plain_label = reader.text("plain_label");
    scenario.outcome = read_match(reader, "outcome_match");
    scenario.population = read_match(reader, "population_match");
    scenario.time = read_match(reader, "time_match");
    scenario.reason = reader.text("reason", Need::required);
    scenario.time_weeks = read_weeks(reader, "time_weeks");
    scenario.chosen = reader.date("chosen");
    scenario.treated = reader.flag("treated");
    scenario.data = reader.text("data");
    const Toml* data = table->find("data");
    if (!scenario.data.empty() && !is_plain_file_name(scenario.data)) {
      reader.error(*data,
                   "data is '" + scenario.data +
                       "', but must be the name of a file in the folder",
                   "no folders in the name");
      scenario.data.clear();
    }
    scenario.published_percent = reader.number("published_percent");
    if (scenario.published_percent &&
        !(*scenario.published_percent > 0 && *scenario.published_percent < 100)) {
      reader.error(*table->find("published_percent"),
                   "published_percent is " + shortest(*scenario.published_percent) +
                       ", but must be above 0 and below 100");
      scenario.published_percent.reset();
    }
    scenario.source =
        reader.text("source", scenario.published_percent ? Need::required : Need::optional);
    if (data == nullptr && !table->find("published_percent"))
      reader.error(*table, "data is missing", "name a table of arms, or give published_percent");
    TableOptions options = read_table_options(reader);
    reader.finish();
    requests.push_back({std::move(options), data == nullptr ? table->where : data->where});
    review.scenarios.push_back(std::move(scenario));
  }
  return requests;
}

}  // namespace steelyard
