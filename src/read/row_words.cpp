// Columns of a table that tell of a study, not of its result: how many trials a row holds, and how people came
// into their groups.
#include "row_words.h"

#include <cmath>
#include <optional>
#include <type_traits>
#include <variant>

#include "steelyard/base/text.h"
#include "steelyard/study/allocation.h"

namespace steelyard {

namespace {

// How many people the row counted; absent where its data do not tell.
std::optional<double> people_in(const Study& study) {
  for (const Data& data : study.data)
    if (const auto people = std::visit(
            [](const auto& form) -> std::optional<double> {
              using Form = std::decay_t<decltype(form)>;
              if constexpr (std::is_same_v<Form, TwoByTwo> || std::is_same_v<Form, TwoMeans>)
                return form.e_n + form.c_n;
              else if constexpr (std::is_same_v<Form, OneProportion> || std::is_same_v<Form, OneMean>)
                return form.n;
              else
                return std::nullopt;
            },
            data))
      return people;
  return std::nullopt;
}

}  // namespace

void check_row_words(const CsvText& csv, const ColumnMap& columns, std::span<const CsvField> row,
                     const Study& study, Notices& notices) {
  const auto complain = [&](Severity severity, std::size_t column, const std::string& what,
                            std::string hint) {
    notices.push_back(csv.notice(severity, row[column], study.name + ": " + what, std::move(hint)));
  };
  const auto trials = columns.find("trials");
  if (const std::string_view text = study.cell("trials"); trials && !text.empty()) {
    constexpr double most = 1000;  // more is another thing that the column counts
    const auto number = parse_number(text);
    const auto people = people_in(study);
    const std::string is = "trials is " + (number ? std::string(text) : "'" + std::string(text) + "'");
    if (!number || *number < 1 || *number > most || *number != std::floor(*number))
      complain(Severity::error, *trials, is + ", but must be a whole number from 1 to 1000",
               "it says how many trials the row holds; give the column another name if it counts something else");
    else if (*number > 1 && people && *number > *people / 2)
      complain(Severity::error, *trials,
               is + ", but a row of " + shortest(*people) + " people cannot hold more than " +
                   shortest(std::floor(*people / 2)) + " trials of two groups",
               "it says how many trials the row holds; give the column another name if it counts something else");
  }
  const auto allocation = columns.find("allocation");
  const auto design = columns.find("design");
  if ((allocation || design) && !design_is_said(study))
    complain(Severity::warning, allocation ? *allocation : *design,
             std::string(allocation ? "allocation" : "design") +
                 " is blank: nothing says whether people came into the groups by chance",
             "write it, such as \"randomised\" or \"not stated\"; where other rows say it, this one is not called a "
             "fair test");
  if (allocation && allocation_in_conflict(study))
    complain(Severity::warning, *allocation,
             "allocation is '" + std::string(study.cell("allocation")) + "', which does not fit the design '" +
                 std::string(study.cell("design")) + "'",
             "the row is not called a fair test until the two agree");
}

}  // namespace steelyard
