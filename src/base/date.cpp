// Calendar dates.
#include "steelyard/base/date.h"

#include <array>
#include <charconv>

#include "steelyard/base/text.h"

namespace steelyard {

namespace {

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days.at(static_cast<std::size_t>(month - 1));
}

std::string padded(int number, std::size_t width) {
  std::string digits = std::to_string(number);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t count) -> int {
    int value = -1;
    const char* begin = text.data() + from;
    const auto [end, problem] = std::from_chars(begin, begin + count, value);
    return problem == std::errc{} && end == begin + count ? value : -1;
  };
  const Date date{number(0, 4), number(5, 2), number(8, 2)};
  if (date.year < 1 || date.month < 1 || date.month > 12) return std::nullopt;
  if (date.day < 1 || date.day > days_in_month(date.year, date.month)) return std::nullopt;
  return date;
}

std::string iso_date(const Date& date) {
  return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2);
}

Date date_of_epoch(long long seconds) {
  long long days = seconds / 86400;
  if (seconds % 86400 < 0) --days;
  Date date{1970, 1, 1};
  const auto year_days = [](int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 366 : 365;
  };
  while (days < 0) days += year_days(--date.year);
  while (days >= year_days(date.year)) days -= year_days(date.year++);
  while (days >= days_in_month(date.year, date.month))
    days -= days_in_month(date.year, date.month++);
  date.day += static_cast<int>(days);
  return date;
}

}  // namespace steelyard
