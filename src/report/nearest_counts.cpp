// Which counts a percentage lies between.
#include "report/nearest_counts.h"

#include <cmath>

#include "report/numbers.h"
#include "report/verdict_words.h"
#include "steelyard/base/text.h"

namespace steelyard {

std::string nearest_counts(const Claim& claim) {
  const auto percent = parse_number(claim.percent_text);
  if (!percent || !claim.n || *claim.n < 1 || *percent < 0 || *percent >= 100) return "";
  const double n = static_cast<double>(*claim.n), below = std::floor(*percent * n / 100);
  const auto shown = [&](double people) {
    return whole(people) + " (" + decimal(100 * people / n, printed_decimals(claim)) + "%)";
  };
  return shown(below) + ", " + shown(below + 1);
}

}  // namespace steelyard
