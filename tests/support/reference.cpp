// The reader of reference data.
#include "support/reference.h"

#include <cmath>
#include <fstream>

#include "support/paths.h"

namespace steelyard::support {

nlohmann::json reference(const std::string& name) {
  std::ifstream file(run::project() / "tests/reference" / (name + ".json"));
  return nlohmann::json::parse(file);
}

double number(const nlohmann::json& value) {
  if (value.is_number()) return value.get<double>();
  if (value == "Inf") return HUGE_VAL;
  if (value == "-Inf") return -HUGE_VAL;
  return std::nan("");
}

std::vector<double> numbers(const nlohmann::json& values) {
  std::vector<double> result;
  for (const auto& value : values) result.push_back(number(value));
  return result;
}

std::vector<Study> studies_of(const nlohmann::json& data) {
  std::vector<Study> studies;
  const auto column = [&](const char* name) { return numbers(data.at(name)); };
  const auto add = [&](std::size_t i, std::vector<double> cells, const Data& shape) {
    Study study;
    study.name = "study " + std::to_string(i + 1);
    if (std::ranges::none_of(cells, [](double x) { return std::isnan(x); }))
      study.data.push_back(shape);
    studies.push_back(study);
  };
  if (data.contains("bi")) {
    const auto a = column("ai"), b = column("bi"), c = column("ci"), d = column("di");
    for (std::size_t i = 0; i < a.size(); ++i)
      add(i, {a[i], b[i], c[i], d[i]}, TwoByTwo{a[i], a[i] + b[i], c[i], c[i] + d[i]});
  } else if (data.contains("m1i")) {
    const auto m1 = column("m1i"), s1 = column("sd1i"), n1 = column("n1i");
    const auto m2 = column("m2i"), s2 = column("sd2i"), n2 = column("n2i");
    for (std::size_t i = 0; i < m1.size(); ++i)
      add(i, {m1[i], s1[i], n1[i], m2[i], s2[i], n2[i]},
          TwoMeans{m1[i], s1[i], n1[i], m2[i], s2[i], n2[i]});
  } else if (data.contains("x1i")) {
    const auto x1 = column("x1i"), t1 = column("t1i"), x2 = column("x2i"), t2 = column("t2i");
    for (std::size_t i = 0; i < x1.size(); ++i)
      add(i, {x1[i], t1[i], x2[i], t2[i]}, PersonTime{x1[i], t1[i], x2[i], t2[i]});
  } else if (data.contains("ti")) {
    const auto x = column("xi"), t = column("ti");
    for (std::size_t i = 0; i < x.size(); ++i) add(i, {x[i], t[i]}, OneRate{x[i], t[i]});
  } else if (data.contains("ri")) {
    const auto r = column("ri"), n = column("ni");
    for (std::size_t i = 0; i < r.size(); ++i) add(i, {r[i], n[i]}, Correlation{r[i], n[i]});
  } else if (data.contains("xi")) {
    const auto x = column("xi"), n = column("ni");
    for (std::size_t i = 0; i < x.size(); ++i) add(i, {x[i], n[i]}, OneProportion{x[i], n[i]});
  } else if (data.contains("ai")) {
    const auto a = column("ai"), m = column("mi"), n = column("ni");
    for (std::size_t i = 0; i < a.size(); ++i)
      add(i, {a[i], m[i], n[i]}, Reliability{a[i], m[i], n[i]});
  } else if (data.contains("mi")) {
    const auto m = column("mi"), s = column("sdi"), n = column("ni");
    for (std::size_t i = 0; i < m.size(); ++i)
      add(i, {m[i], s[i], n[i]}, OneMean{m[i], s[i], n[i]});
  } else {
    const auto y = column("yi"), v = column("vi");
    for (std::size_t i = 0; i < y.size(); ++i) add(i, {y[i], v[i]}, GivenEffect{y[i], v[i]});
  }
  return studies;
}

Effects effects_of(const std::vector<double>& y, const std::vector<double>& v) {
  std::vector<Study> studies;
  for (std::size_t i = 0; i < y.size(); ++i) {
    Study study;
    study.name = "study " + std::to_string(i + 1);
    study.data.push_back(GivenEffect{y[i], v[i]});
    studies.push_back(study);
  }
  return compute_effects(studies, *find_measure("GEN"));
}

}  // namespace steelyard::support
