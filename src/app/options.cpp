// The command line. The only file that includes CLI11.
#include "app/options.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>

#include "app/formats.h"
#include "steelyard/base/error.h"
#include "steelyard/base/table.h"
#include "steelyard/base/text.h"
#include "steelyard/study/setting_names.h"
#include "steelyard/write/json.h"

namespace steelyard {

namespace {

constexpr const char* examples = R"(
Examples:
  steelyard report                             every shipped review, into reports/
  steelyard report datasets/lupus-msc -o out   one review
  steelyard check my-review                    read and check, render nothing
  steelyard pool trials.csv --measure RR       one meta-analysis on the terminal
  steelyard pool trials.csv --measure SMD --format json
  steelyard claim "75% of 200 benefited" --against datasets/lupus-msc#remission
  steelyard calibrate --literatures 1000       how often are verdicts wrong?
  steelyard init my-review                     a folder to start from
  steelyard list measures                      what --measure understands

Exit status: 0 done; 1 a gate asked for failed; 64 usage; 65 the data are wrong;
66 an input is missing; 70 a defect; 73 an output could not be written.)";

// Everything CLI11 fills before it is put into Options.
struct Raw {
  std::string date, color = "auto", format_list = "pdf,json", pool_format = "text";
  std::vector<std::string> columns, where, cells;
  std::map<std::string, std::string> settings;
  std::map<std::string, bool> flags;
};

void add_common(CLI::App& command, Options& options, Raw& raw) {
  command.add_flag("-q,--quiet", options.quiet, "say nothing but errors");
  command.add_option("--color", raw.color, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
}

void add_report_options(CLI::App& command, Options& options, Raw& raw) {
  command.add_option("REVIEW", options.reviews, "review folders; none: every shipped review");
  command.add_option("--jobs", options.jobs, "threads; default: all cores")
      ->check(CLI::Range(1U, 1024U));
  command.add_option("--fail-on", options.fail_on, "end with status 1 if there are: warnings")
      ->check(CLI::IsMember({"warnings"}));
  command.add_option("--date", raw.date,
                     "date printed on the report, YYYY-MM-DD; default: SOURCE_DATE_EPOCH, else the "
                     "newest date in the review");
}

void add_pool_options(CLI::App& command, Options& options, Raw& raw) {
  command.add_option("FILE", options.file, "a CSV table, one row a study")->required();
  for (const SettingName& name : setting_names()) {
    const std::string option = std::string("--").append(name.id), id(name.id), help(name.help);
    if (name.takes == SettingTakes::flag)
      command.add_flag(option, raw.flags[id], help);
    else
      command.add_option(option, raw.settings[id], help)->required(name.id == "measure");
  }
  command.add_option("--columns", raw.columns, "NAME=TITLE, names for the file's columns")
      ->delimiter(',');
  command.add_option("--where", raw.where, "COLUMN=TEXT, only these rows")->delimiter(',');
  command.add_option("--format", raw.pool_format, "text (default) or json")
      ->check(CLI::IsMember({"text", "json"}));
}

void add_calibrate_options(CLI::App& command, Options& options, Raw& raw) {
  command.add_option("--literatures", options.literatures,
                     "made-up literatures a cell; default 10000, of the published table 100000")
      ->check(CLI::Range(1L, 1000000000L));
  command.add_option("--seed", options.seed, "of the random numbers; default 20261122");
  command.add_option("--cells", raw.cells,
                     "only these cells: any of k=K, effect=PER_1000, tau=SD, selection=none|"
                     "small-study-bias|early-stopping")
      ->delimiter(',');
  command.add_flag("--complete", options.complete,
                   "count true verdicts too: every route of every literature, slow");
  command.add_option("--format", options.data_format, "text (default), csv or json")
      ->check(CLI::IsMember({"text", "csv", "json"}));
  command.add_option("--jobs", options.jobs, "threads; default: all cores")
      ->check(CLI::Range(1U, 1024U));
}

std::vector<std::pair<std::string, std::string>> pairs(const std::vector<std::string>& texts,
                                                       const std::string& option) {
  std::vector<std::pair<std::string, std::string>> result;
  for (const std::string& text : texts) {
    const std::size_t at = text.find('=');
    if (at == 0 || at == std::string::npos)
      throw CLI::ValidationError(option, "\"" + text + "\" must be NAME=TEXT");
    result.emplace_back(text.substr(0, at), text.substr(at + 1));
  }
  return result;
}

std::optional<Date> date_option(const std::string& text) {
  if (!text.empty()) {
    const auto date = parse_date(text);
    if (!date)
      throw CLI::ValidationError("--date", "\"" + text + "\" must be a day as YYYY-MM-DD");
    return date;
  }
  const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
  if (epoch == nullptr || *epoch == '\0') return std::nullopt;
  const auto seconds = parse_number(epoch);
  if (!seconds || *seconds < 0 || *seconds > 253402300799.0)  // the last second of the year 9999
    throw CLI::ValidationError("SOURCE_DATE_EPOCH",
                               "\"" + std::string(epoch) + "\" must be seconds since 1970");
  return date_of_epoch(static_cast<long long>(*seconds));
}

void finish(Options& options, const Raw& raw) {
  options.date = date_option(raw.date);
  options.color = raw.color == "always" ||
                  (raw.color == "auto" && ::isatty(2) != 0 && std::getenv("NO_COLOR") == nullptr);
  options.formats.clear();
  for (const std::string& part : split(raw.format_list, ',')) {
    const std::string format(trimmed(part));
    if (find_row(formats(), format) == nullptr)
      throw CLI::ValidationError(
          "--format", "there is no format \"" + format + "\"; " + suggestion(formats(), format));
    options.formats.push_back(format);
  }
  const bool claim_review = std::ranges::find(options.formats, "claimreview") != options.formats.end();
  if (claim_review && trimmed(options.publisher).empty())
    throw CLI::ValidationError("--format", "claimreview needs --publisher, the name of the "
                                           "organisation that publishes the verdicts");
  if (!options.publisher_url.empty() && !options.publisher_url.starts_with("https://") &&
      !options.publisher_url.starts_with("http://"))
    throw CLI::ValidationError("--publisher-url", "\"" + options.publisher_url +
                                                      "\" must begin with https:// or http://");
  options.json = raw.pool_format == "json";
  options.columns = pairs(raw.columns, "--columns");
  options.where = pairs(raw.where, "--where");
  options.cells = pairs(raw.cells, "--cells");
  for (const auto& [name, text] : raw.settings)
    if (!text.empty()) options.settings[name] = {text, {"--" + name, 0, 0}, ""};
  for (const auto& [name, on] : raw.flags)
    if (on) options.settings[name] = {"true", {"--" + name, 0, 0}, ""};
}

}  // namespace

Parsed parse_options(int argc, const char* const* argv) {
  Options options;
  Raw raw;
  CLI::App app{"steelyard sets health claims against controlled evidence", "steelyard"};
  app.set_version_flag("--version", "steelyard " + program_version());
  app.footer(examples);
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);

  const CLI::Validator not_empty(
      [](const std::string& text) {
        return text.empty() ? std::string("must name a folder, but is empty") : std::string();
      },
      "", "not empty");
  CLI::App* report = app.add_subcommand("report", "analyse reviews and render their documents");
  add_report_options(*report, options, raw);
  report->add_option("-o,--output", options.output, "folder for the documents; default reports")
      ->check(not_empty);
  report->add_option("--audience", options.audience, "reviewer, plain or all (default)")
      ->check(CLI::IsMember({"reviewer", "plain", "all"}));
  report->add_option("--format", raw.format_list, "pdf,json (default), claimreview, or several of them");
  report->add_option("--publisher", options.publisher,
                     "the organisation that publishes the verdicts, for claimreview");
  report->add_option("--publisher-url", options.publisher_url,
                     "its address of appraisals, https://…, for claimreview");
  report->add_option("--lang", options.lang, "language of the documents; default en")
      ->check(CLI::IsMember({"en"}));
  CLI::App* check = app.add_subcommand("check", "read and check reviews, render nothing");
  add_report_options(*check, options, raw);
  CLI::App* pool = app.add_subcommand("pool", "one meta-analysis of one table");
  add_pool_options(*pool, options, raw);
  CLI::App* claim = app.add_subcommand("claim", "read one sentence, check it, set it against evidence");
  claim->add_option("SENTENCE", options.sentence, "what was claimed, in English, in quotes")
      ->required();
  claim->add_option("--against", options.against,
                    "REVIEW#ANALYSIS, such as datasets/lupus-msc#remission");
  claim->add_option("--format", raw.pool_format, "text (default) or json")
      ->check(CLI::IsMember({"text", "json"}));
  CLI::App* calibrate = app.add_subcommand(
      "calibrate", "how often verdicts are wrong, over made-up literatures of a known truth");
  add_calibrate_options(*calibrate, options, raw);
  CLI::App* list = app.add_subcommand("list", "print a register");
  list->add_option("WHAT", options.what,
                   "a register, such as measures, columns, presets, intervals or analyses; none: "
                   "the registers themselves");
  list->add_option("--format", raw.pool_format, "text (default) or json")
      ->check(CLI::IsMember({"text", "json"}));
  CLI::App* init = app.add_subcommand("init", "make a small, complete review folder to start from");
  init->add_option("DIR", options.folder, "a folder that does not exist yet")
      ->required()
      ->check(not_empty);
  for (CLI::App* command : {report, check, pool, claim, calibrate, list, init})
    add_common(*command, options, raw);

  Parsed parsed;
  try {
    app.parse(argc, argv);
    finish(options, raw);
  } catch (const CLI::Success& asked) {
    std::ostringstream out;
    parsed.status = app.exit(asked, out, out);
    parsed.text = out.str();
    parsed.to_stdout = true;
    return parsed;
  } catch (const CLI::ParseError& wrong) {
    parsed.status = static_cast<int>(Exit::usage);
    const bool unquoted =
        argc > 1 && std::string_view(argv[1]) == "claim" &&
        wrong.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError);
    parsed.text = "steelyard: " + std::string(wrong.what()) +
                  (unquoted ? "\n  hint: put the sentence in quotes" : "") + "\nRun `steelyard --help` for the commands and their options.\n";
    return parsed;
  }
  if (report->parsed()) options.command = Command::report;
  if (check->parsed()) options.command = Command::check;
  if (pool->parsed()) options.command = Command::pool;
  if (claim->parsed()) options.command = Command::claim;
  if (calibrate->parsed()) options.command = Command::calibrate;
  if (list->parsed()) options.command = Command::list;
  if (init->parsed()) options.command = Command::init;
  parsed.options = std::move(options);
  return parsed;
}

}  // namespace steelyard
