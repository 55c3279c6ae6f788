// claims.csv: each row becomes the table of a [[claim]], so both are read and checked alike.
#include "claims_csv.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "review_toml.h"
#include "steelyard/base/date.h"
#include "steelyard/base/one_of.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

std::string title_of(std::string_view title) {
  const std::string small = lower_case(title);
  // The names that the claim record gives them.
  if (small == "claim_id") return "id";
  return small == "analysis_id" ? "against" : small;
}

// "NA", "-" and the like say that a claim does not tell.
bool is_missing(std::string_view text) {
  return text.empty() || is_one_of(lower_case(text), {"na", "nr", "-", "null"});
}

Toml text_value(std::string_view text, const Place& where) {
  Toml value;
  value.where = value.key_where = where;
  value.value = std::string(text);
  return value;
}

// The value of a cell in the kind that its key wants; another kind is told by the reader of claims.
Toml value_of(const std::string& key, std::string_view text, const Place& where) {
  Toml value = text_value(text, where);
  if (is_one_of(key, {"scenarios", "unknowns", "checklist_yes", "checklist_no", "checklist_unclear",
                      "checklist_not_applicable"})) {
    TomlArray items;
    for (const std::string& item : split(text, '|'))
      if (const std::string_view clean = trimmed(item); !clean.empty())
        items.push_back(text_value(clean, where));
    value.value = std::move(items);
  } else if (is_one_of(key, {"outcome_defined", "approx", "source_named"})) {
    const std::string small = lower_case(text);
    if (small == "true" || small == "yes") value.value = true;
    if (small == "false" || small == "no") value.value = false;
  } else if (is_one_of(key, {"date_published", "date_seen"})) {
    if (const auto date = parse_date(text)) value.value = *date;
  } else if (is_one_of(key, {"events", "n", "n_followed", "n_started", "time_point_weeks",
                          "background_percent", "stated_value", "fact_estimate", "fact_low",
                          "fact_high", "promised_weeks", "citations", "citations_distinct",
                          "citations_preclinical", "citations_other_disease",
                          "citations_other_product", "citations_uncontrolled"})) {
    constexpr double largest_whole = 9e15;  // of the whole numbers that a double holds exactly
    if (const auto number = parse_number(text)) {
      if (*number == std::floor(*number) && std::abs(*number) < largest_whole)
        value.value = static_cast<std::int64_t>(*number);
      else
        value.value = *number;
    }
  }
  return value;
}

}  // namespace

void read_claims_csv(const CsvText& csv, Review& review, Notices& notices) {
  if (csv.row_count() == 0) return;
  std::vector<std::string> keys;
  for (const CsvField& title : csv.row(0)) {
    keys.push_back(title_of(title.text));
    if (std::ranges::count(keys, keys.back()) > 1)
      notices.push_back(csv.notice(Severity::error, title,
                                   "the column '" + std::string(title.text) + "' stands twice"));
  }
  for (std::size_t i = 1; i < csv.row_count(); ++i) {
    const auto row = csv.row(i);
    if (row.size() > keys.size()) {
      notices.push_back(csv.notice(
          Severity::error, row[keys.size()],
          "the row has " + std::to_string(row.size()) + " cells, but the header has " +
              std::to_string(keys.size()),
          "put quotes around a text that holds a comma"));
      continue;
    }
    Toml table;
    table.where = table.key_where = csv.place(row.front());
    TomlTable entries;
    for (std::size_t c = 0; c < row.size(); ++c)
      if (!is_missing(row[c].text))
        entries.emplace_back(keys[c], value_of(keys[c], row[c].text, csv.place(row[c])));
    table.value = std::move(entries);
    const std::size_t before = notices.size();
    check_characters(table, notices);
    read_claim(table, review, notices);
    // The line of the file, with a caret under the cell that is meant.
    for (std::size_t n = before; n < notices.size(); ++n)
      for (const CsvField& cell : row) {
        const Place place = csv.place(cell);
        if (place.line == notices[n].where.line && place.column == notices[n].where.column)
          notices[n] = csv.notice(notices[n].severity, cell, notices[n].text, notices[n].hint);
      }
  }
}

}  // namespace steelyard
