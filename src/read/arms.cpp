// Rows of one table that belong together: shared control groups and odd standard deviations.
#include "arms.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <type_traits>
#include <utility>

#include "steelyard/base/text.h"
#include "steelyard/study/derivation.h"

namespace steelyard {

namespace {

using Rows = std::vector<std::size_t>;

// The closed operations on a control group, for each form of data that has one.
bool same_control(const TwoByTwo& a, const TwoByTwo& b) {
  return a.c_events == b.c_events && a.c_n == b.c_n;
}
bool same_control(const TwoMeans& a, const TwoMeans& b) {
  return a.c_mean == b.c_mean && a.c_sd == b.c_sd && a.c_n == b.c_n;
}
bool same_control(const PersonTime& a, const PersonTime& b) {
  return a.c_events == b.c_events && a.c_time == b.c_time;
}

void divide(TwoByTwo& d, double parts) {
  d.c_events /= parts;
  d.c_n /= parts;
}
void divide(TwoMeans& d, double parts) {
  d.c_n /= parts;
}
void divide(PersonTime& d, double parts) {
  d.c_events /= parts;
  d.c_time /= parts;
}

void take_up(TwoByTwo& into, const TwoByTwo& other) {
  into.e_events += other.e_events;
  into.e_n += other.e_n;
}
// The sample that the two arms make together: Cochrane Handbook 6.5.2.10.
void take_up(TwoMeans& into, const TwoMeans& other) {
  const double n1 = into.e_n, n2 = other.e_n, m = n1 + n2, gap = other.e_mean - into.e_mean;
  const double squares = (n1 - 1) * into.e_sd * into.e_sd + (n2 - 1) * other.e_sd * other.e_sd +
                         n1 / m * n2 * gap * gap;
  into.e_mean += n2 / m * gap;
  into.e_sd = std::sqrt(squares / (m - 1));
  into.e_n = m;
}
void take_up(PersonTime& into, const PersonTime& other) {
  into.e_events += other.e_events;
  into.e_time += other.e_time;
}

template <class T>
T* form_of(Study& study) {
  for (Data& each : study.data)
    if (T* found = std::get_if<T>(&each)) return found;
  return nullptr;
}

std::string names_of(const std::vector<Study>& studies, const Rows& rows, std::string_view between) {
  std::string text;
  for (const std::size_t row : rows)
    text += (text.empty() ? "" : std::string(between)) + studies[row].name;
  return text;
}

// "Smith 2010a + 2010b": the words that all names begin with are said once.
std::string joined_names(const std::vector<Study>& studies, const Rows& rows) {
  const std::string& first = studies[rows.front()].name;
  std::size_t common = first.size();
  for (const std::size_t row : rows) {
    const std::string& name = studies[row].name;
    const auto [here, there] = std::ranges::mismatch(first, name);
    common = std::min(common, static_cast<std::size_t>(here - first.begin()));
  }
  const std::size_t blank = common == 0 ? std::string::npos : first.rfind(' ', common - 1);
  const std::size_t same = blank == std::string::npos ? 0 : blank + 1;
  std::string text = first;
  for (std::size_t i = 1; i < rows.size(); ++i) text += " + " + studies[rows[i]].name.substr(same);
  return text;
}

// What is known of the combined row: texts in which the rows differ stand side by side; a number in
// which they differ, such as a dose, is that of none.
void join_cells(std::vector<Study>& studies, const Rows& rows) {
  std::vector<std::pair<std::string, std::string>>& cells = studies[rows.front()].cells;
  for (auto cell = cells.begin(); cell != cells.end();) {
    auto& [title, text] = *cell;
    const bool record = title.find(" : ") != std::string::npos;  // of the program, not of the file
    bool numbers = parse_number(text).has_value();
    std::vector<std::string> texts{text};
    for (std::size_t i = 1; i < rows.size() && !record; ++i) {
      const std::string_view other = studies[rows[i]].cell(title);
      numbers = numbers && parse_number(other).has_value();
      if (!other.empty() && std::ranges::find(texts, other) == texts.end()) texts.emplace_back(other);
    }
    if (texts.size() > 1 && numbers) {
      cell = cells.erase(cell);
      continue;
    }
    for (std::size_t i = 1; i < texts.size(); ++i) text += "; " + texts[i];
    ++cell;
  }
}

class Sharing {
 public:
  Sharing(std::vector<Study>& studies, Rows rows, bool combine, std::vector<RowRemark>& remarks)
      : studies_(studies), rows_(std::move(rows)), combine_(combine), remarks_(remarks) {}

  void run() {
    if (!share<TwoByTwo>() || !share<TwoMeans>() || !share<PersonTime>()) return;
    if (!combine_ || !shared_) {
      if (!shared_)
        remark(rows_.front(), Severity::warning,
               names_of(studies_, rows_, ", ") +
                   " share a control group, but no two of them have the same form of counts or means",
               "the control group is left as it is");
      return;
    }
    Study& first = studies_[rows_.front()];
    const std::string name = joined_names(studies_, rows_);
    join_cells(studies_, rows_);
    std::vector<Data> kept;
    for (const Data& each : first.data)
      if (std::ranges::find(combined_, each.index()) != combined_.end()) kept.push_back(each);
    first.data = std::move(kept);
    first.name = name;
    for (std::size_t i = 1; i < rows_.size(); ++i) studies_[rows_[i]].name.clear();
  }

 private:
  void remark(std::size_t row, Severity severity, std::string text, std::string hint) {
    remarks_.push_back({row, severity, std::move(text), std::move(hint)});
  }

  // False if the rows contradict each other.
  template <class T>
  bool share() {
    Rows with;
    for (const std::size_t row : rows_)
      if (form_of<T>(studies_[row]) != nullptr) with.push_back(row);
    if (with.size() < 2 || (combine_ && with.size() < rows_.size())) return true;
    T& first = *form_of<T>(studies_[with.front()]);
    for (const std::size_t row : with)
      if (!same_control(first, *form_of<T>(studies_[row]))) {
        remark(row, Severity::error,
               studies_[row].name + ": its control group is not that of " +
                   studies_[with.front()].name + ", but must be, because both rows share it",
               "repeat the same numbers of the whole control group in each row");
        return false;
      }
    shared_ = true;
    const std::size_t form = Data(first).index();
    if (combine_) {
      for (std::size_t i = 1; i < with.size(); ++i)
        take_up(first, *form_of<T>(studies_[with[i]]));
      combined_.push_back(form);
      record_derivation(studies_[with.front()], form, "arms_combined");
      return true;
    }
    for (const std::size_t row : with) {
      divide(*form_of<T>(studies_[row]), static_cast<double>(with.size()));
      record_derivation(studies_[row], form, "shared_control_split");
    }
    return true;
  }

  std::vector<Study>& studies_;
  Rows rows_;
  bool combine_;
  bool shared_ = false;
  std::vector<std::size_t> combined_;  // forms of data
  std::vector<RowRemark>& remarks_;
};

// "Smith 2010" of "Smith 2010a" and of "Smith 2010, high dose"; empty without a year.
std::string stem_of(std::string_view name) {
  const auto digit = [&](std::size_t i) { return name[i] >= '0' && name[i] <= '9'; };
  for (std::size_t i = 0; i + 4 <= name.size(); ++i) {
    const bool century = name.substr(i, 2) == "19" || name.substr(i, 2) == "20";
    const bool alone = (i == 0 || !digit(i - 1)) && (i + 4 == name.size() || !digit(i + 4));
    if (i > 0 && century && alone && digit(i + 2) && digit(i + 3))
      return std::string(name.substr(0, i + 4));
  }
  return {};
}

// The numbers of a control group, with the form they belong to in front; empty if there are none.
template <class T>
std::vector<double> control_of(const Study& study) {
  const T* d = study.as<T>();
  if (d == nullptr) return {};
  const auto form = static_cast<double>(Data(*d).index());
  if constexpr (std::is_same_v<T, TwoByTwo>)
    return {form, d->c_events, d->c_n};
  else if constexpr (std::is_same_v<T, TwoMeans>)
    return {form, d->c_mean, d->c_sd, d->c_n};
  else
    return {form, d->c_events, d->c_time};
}

// With three digits, for a remark.
std::string rounded(double x) {
  const double digits = 2 - std::floor(std::log10(x));
  return fixed(x, static_cast<int>(std::clamp(digits, 0.0, 15.0)));
}

double median_of(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

}  // namespace

std::vector<RowRemark> share_controls(std::vector<Study>& studies) {
  std::vector<RowRemark> remarks;
  std::map<std::string, Rows> groups;
  for (std::size_t i = 0; i < studies.size(); ++i)
    if (const std::string_view label = studies[i].cell("shared_control"); !label.empty())
      groups[std::string(label)].push_back(i);
  for (const auto& [label, rows] : groups) {
    if (rows.size() < 2) continue;
    const std::string by = lower_case(studies[rows.front()].cell("shared_control_by"));
    bool clear = by.empty() || by == "split" || by == "combine";
    for (const std::size_t row : rows)
      clear = clear && lower_case(studies[row].cell("shared_control_by")) == by;
    if (!clear) {
      remarks.push_back({rows.front(), Severity::error,
                         studies[rows.front()].name +
                             ": shared_control_by must be split or combine, and the same in every "
                             "row that shares the control group",
                         "split, the default, divides the control group; combine makes one arm of "
                         "the active arms"});
      continue;
    }
    Sharing(studies, rows, by == "combine", remarks).run();
  }
  return remarks;
}

std::vector<RowRemark> repeated_controls(const std::vector<Study>& studies) {
  std::vector<RowRemark> remarks;
  std::map<std::pair<std::string, std::vector<double>>, std::size_t> first;
  for (std::size_t i = 0; i < studies.size(); ++i) {
    const Study& study = studies[i];
    if (!study.cell("shared_control").empty()) continue;
    std::optional<std::size_t> earlier;
    for (const std::string& key : {std::string(study.cell("nct")), stem_of(study.name)})
      for (const auto& numbers : {control_of<TwoByTwo>(study), control_of<TwoMeans>(study),
                                  control_of<PersonTime>(study)}) {
        if (key.empty() || numbers.empty()) continue;
        const auto [found, added] = first.try_emplace({key, numbers}, i);
        if (!added && found->second != i && !earlier) earlier = found->second;
      }
    if (!earlier) continue;
    remarks.push_back({i, Severity::warning,
                       study.name + ": its control group has the numbers of that of " +
                           studies[*earlier].name + " and would count twice",
                       "if it is the same group, give both rows the same text under "
                       "shared_control"});
  }
  return remarks;
}

// A standard error is the SD over √n: below a third of the usual SD, and near it times √n.
std::vector<RowRemark> small_deviations(const std::vector<Study>& studies) {
  constexpr double far = 3, near = 2;  // factors; a rule of thumb that warns and changes nothing
  constexpr std::size_t fewest = 4;    // rows that show what is usual
  std::vector<RowRemark> remarks;
  std::vector<std::pair<std::size_t, const TwoMeans*>> rows;
  for (std::size_t i = 0; i < studies.size(); ++i)
    if (const auto* d = studies[i].as<TwoMeans>()) rows.emplace_back(i, d);
  if (rows.size() < fewest) return remarks;
  std::vector<double> all;
  for (const auto& [row, d] : rows) all.push_back(std::sqrt(d->e_sd) * std::sqrt(d->c_sd));
  const double usual = median_of(all);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const TwoMeans& d = *rows[i].second;
    const double n = 2 / (1 / d.e_n + 1 / d.c_n), as_deviation = all[i] * std::sqrt(n);
    if (all[i] * far >= usual || as_deviation > near * usual || as_deviation * near < usual)
      continue;
    remarks.push_back({rows[i].first, Severity::warning,
                       studies[rows[i].first].name + ": its standard deviations, " +
                           shortest(d.e_sd) + " and " + shortest(d.c_sd) +
                           ", are small against the others, whose median is " + rounded(usual),
                       "are they standard errors?"});
  }
  return remarks;
}

}  // namespace steelyard
