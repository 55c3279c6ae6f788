/// A calendar date. The program never asks the clock; dates are inputs.
#pragma once
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace steelyard {

struct Date {
  int year = 0;
  int month = 0;
  int day = 0;

  auto operator<=>(const Date&) const = default;
};

/// "2026-11-01" to a date; absent if the text has another form or the day does not exist.
std::optional<Date> parse_date(std::string_view text);

/// "2026-11-01".
std::string iso_date(const Date& date);

/// The date of a count of seconds since 1970-01-01 UTC (SOURCE_DATE_EPOCH).
Date date_of_epoch(long long seconds);

}  // namespace steelyard
