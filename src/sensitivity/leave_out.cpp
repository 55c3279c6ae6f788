// Pooling without a study or a group, and one study after another.
#include "steelyard/sensitivity/leave_out.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "steelyard/base/text.h"

namespace steelyard {

namespace {

std::vector<std::size_t> in_file_order(std::size_t count) {
  std::vector<std::size_t> all(count);
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

}  // namespace

std::vector<Refit> leave_one_out(const Refitter& refitter) {
  std::vector<Refit> answers;
  // The members but the last; each place is then filled by the one that was left out before.
  std::vector<std::size_t> others = in_file_order(refitter.members());
  if (others.empty()) return answers;
  others.erase(others.begin());
  for (std::size_t out = 0; out < refitter.members(); ++out) {
    answers.push_back(refitter.of(others));
    if (out < others.size()) others[out] = out;
  }
  return answers;
}

std::vector<Refit> leave_groups_out(const Refitter& refitter, const std::vector<int>& group) {
  std::vector<Refit> answers;
  const int groups = group.empty() ? 0 : *std::ranges::max_element(group) + 1;
  for (int out = 0; out < groups; ++out) {
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < refitter.members(); ++i)
      if (group[i] != out) others.push_back(i);
    answers.push_back(refitter.of(others));
  }
  return answers;
}

std::vector<Refit> cumulative(const Refitter& refitter, const std::vector<std::size_t>& order) {
  std::vector<Refit> answers;
  for (std::size_t count = 1; count <= order.size(); ++count)
    answers.push_back(refitter.of(std::span(order).first(count)));
  return answers;
}

std::vector<std::size_t> order_by(const std::vector<std::string>& texts) {
  std::vector<std::size_t> order = in_file_order(texts.size());
  std::vector<double> numbers;
  bool all_numbers = true;
  for (const std::string& text : texts) {
    const auto number = parse_number(text);
    all_numbers = all_numbers && (number || text.empty());
    numbers.push_back(number.value_or(0));
  }
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    if (texts[a].empty() || texts[b].empty()) return !texts[a].empty() && texts[b].empty();
    return all_numbers ? numbers[a] < numbers[b] : texts[a] < texts[b];
  });
  return order;
}

std::vector<std::size_t> order_by_precision(const Refitter& refitter, const Eigen::ArrayXd& v) {
  std::vector<std::size_t> order = in_file_order(refitter.members());
  const auto variance = [&](std::size_t member) {
    const auto at = static_cast<Eigen::Index>(member);
    return at < v.size() ? v[at] : std::numeric_limits<double>::infinity();
  };
  std::ranges::stable_sort(order, {}, variance);
  return order;
}

}  // namespace steelyard
