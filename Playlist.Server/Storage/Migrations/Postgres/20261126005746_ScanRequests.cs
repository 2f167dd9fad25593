using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Playlist.Server.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ScanRequests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "BelievedEmpty",
                table: "library",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "ScansCancelled",
                table: "library",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "ScansWanted",
                table: "library",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.UpdateData(
                table: "library",
                keyColumn: "Id",
                keyValue: 1,
                columns: new[] { "BelievedEmpty", "ScansCancelled", "ScansWanted" },
                values: new object[] { false, 0L, 0L });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "BelievedEmpty",
                table: "library");

            migrationBuilder.DropColumn(
                name: "ScansCancelled",
                table: "library");

            migrationBuilder.DropColumn(
                name: "ScansWanted",
                table: "library");
        }
    }
}
