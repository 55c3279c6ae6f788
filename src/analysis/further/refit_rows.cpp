// Answers of refits as rows of a table.
#include "analysis/further/refit_rows.h"

#include <utility>

namespace steelyard {

void start_refits(FurtherFinding& result, std::string id, std::string label, std::string what) {
  QuantityTable errors{
      id + "_errors",
      "",
      what,
      {{"se", "SE", QuantityKind::difference},
                    {"statistic", "statistic", QuantityKind::plain},
                    {"df", "degrees of freedom", QuantityKind::df},
                    {"h2", "H²", QuantityKind::plain}},
      {        }
  };
  result.tables.push_back({
      std::move(id),
      std::move(label),
      std::move(what),
      {{"k", "studies", QuantityKind::count},
                    {"estimate", "estimate", QuantityKind::effect},
                    {"ci_low", "lower", QuantityKind::effect},
                    {"ci_high", "upper", QuantityKind::effect},
                    {"p", "P", QuantityKind::p_value},
                    {"tau2", "τ²", QuantityKind::variance},
                    {"i2", "I²", QuantityKind::percent},
                    {"q", "Q", QuantityKind::plain},
                    {"q_p", "P of Q", QuantityKind::p_value}},
      {        }
  });
  result.tables.push_back(std::move(errors));
}

void add_refit(FurtherFinding& result, std::string name, const Refit& refit) {
  if (!refit.estimate) result.notes.push_back({"not-computed", name + ": " + refit.why});
  QuantityRow errors{name, {refit.se}};
  QuantityRow row{
      std::move(name), {refit.k, refit.estimate}
  };
  if (const auto& interval = refit.interval)
    row.values.insert(row.values.end(), {interval->low, interval->high, interval->p});
  else
    row.values.insert(row.values.end(), 3, std::nullopt);
  row.values.insert(row.values.end(), {refit.tau2, refit.i2, refit.q, refit.q_p});
  result.tables.front().rows.push_back(std::move(row));
  if (const auto& interval = refit.interval) {
    errors.values.front() = interval->se;
    errors.values.insert(errors.values.end(), {interval->statistic, interval->df});
  } else {
    errors.values.insert(errors.values.end(), 2, std::nullopt);
  }
  errors.values.push_back(refit.h2);
  result.tables[1].rows.push_back(std::move(errors));
}

}  // namespace steelyard
