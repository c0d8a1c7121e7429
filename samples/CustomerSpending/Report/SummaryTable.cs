using System.Globalization;
using Spectre.Console;

namespace Shop.Report;

/// <summary>The summary as a person reads it.</summary>
internal static class SummaryTable
{
    public static void Write(IAnsiConsole console, Summary summary)
    {
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{summary.Events:N0} events, {summary.Purchases:N0} purchases of {summary.Customers:N0} customers for {summary.Total:N2} in {summary.Seconds:N2} s"));

        Table table = new Table().Title("Biggest spenders").RoundedBorder();
        table.AddColumn(new TableColumn("Customer").RightAligned());
        table.AddColumn(new TableColumn("Purchases").RightAligned());
        table.AddColumn(new TableColumn("Total").RightAligned());
        foreach (Spender spender in summary.Top)
            table.AddRow(spender.Customer.ToString(CultureInfo.InvariantCulture), Number(spender.Purchases, "N0"), Number(spender.Total, "N2"));

        console.Write(table);
    }

    private static string Number(IFormattable value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
